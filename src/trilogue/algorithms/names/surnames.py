"""Facts about surnames: how Korean officials spell theirs, which have two characters, which are read unusually."""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """`김 kim gim; 이 lee` as a mapping from the first word to the others."""
    rows = (row.split() for row in text.split(";"))
    return {first: tuple(others) for first, *others in rows}


def _first(text: str) -> dict[str, str]:
    return {first: others[0] for first, others in _table(text).items()}


SPELLINGS = _table("""
김 kim gim; 이 lee yi rhee ri i; 리 lee ri rhee yi; 박 park bak pak bahk; 최 choi choe;
정 jeong jung chung cheong joung; 강 kang gang; 조 cho jo joe; 윤 yoon yun youn; 장 jang chang;
임 lim im yim rim; 림 lim rim im; 한 han hahn; 오 oh o; 서 seo suh so sur; 신 shin sin;
권 kwon gwon kweon; 황 hwang whang; 안 ahn an; 송 song; 전 jeon chun jun chon; 홍 hong;
유 yoo yu ryu you; 류 ryu yoo yu lyu ryoo; 고 ko go koh; 문 moon mun; 양 yang ryang; 손 son sohn;
배 bae pae; 백 baek paik back paek; 허 heo hur huh her; 남 nam; 심 shim sim; 노 noh roh no ro;
로 roh ro noh; 하 ha; 곽 kwak gwak; 성 sung seong; 차 cha; 주 joo ju chu; 우 woo u wu; 구 koo gu ku goo;
민 min; 나 na ra rha; 라 ra na rha; 진 jin chin; 지 ji chi jee; 엄 eom um uhm; 채 chae; 원 won weon;
천 cheon chun chon; 방 bang pang; 공 kong gong; 현 hyun hyeon; 함 ham hahm; 변 byun byeon pyun;
염 yeom yum youm; 여 yeo yuh; 추 choo chu; 도 do doh; 소 so soh; 석 seok suk; 선 sun seon; 설 seol sul;
마 ma mah; 길 gil kil; 연 yeon yun youn; 위 wi wee; 표 pyo; 명 myung myeong; 기 ki gi kee; 반 ban bahn;
왕 wang; 금 keum geum kum; 옥 ok ock; 육 yook yuk; 인 in; 맹 maeng; 제 je jae; 모 mo; 탁 tak;
국 kook guk kuk; 어 eo uh; 은 eun; 편 pyun pyeon; 용 yong; 예 ye yeh; 경 kyung gyeong; 봉 bong; 사 sa;
부 boo bu; 복 bok; 태 tae; 목 mok; 형 hyung hyeong; 피 pi; 두 doo du; 감 kam gam; 계 kye gye; 빈 bin;
동 dong; 남궁 namkoong namgung namkung namgoong; 황보 hwangbo; 제갈 jegal; 선우 sunwoo seonu sunu;
독고 dokko dokgo; 사공 sagong sakong; 서문 seomun seomoon; 동방 dongbang
""")
"""Korean surnames as spelled on business cards and in passports, the commonest spelling first."""

KOREAN_COMPOUNDS = frozenset("남궁 황보 제갈 선우 독고 사공 서문 동방 강전 망절 소봉 어금".split())
HANJA_COMPOUNDS = frozenset("南宮 皇甫 諸葛 鮮于 獨孤 司空 西門 東方".split())

HANJA_READ = {
    pair[0]: pair[1]
    for pair in """
金김 李이 朴박 崔최 鄭정 姜강 趙조 尹윤 張장 林임 韓한 吳오 徐서 申신 權권 黃황 安안
宋송 柳류 全전 洪홍 劉유 高고 文문 梁양 孫손 裵배 白백 許허 南남 沈심 盧노 河하 郭곽
成성 車차 朱주 禹우 具구 閔민 羅나 陳진 池지 嚴엄 蔡채 元원 千천 方방 孔공 玄현 咸함
卞변 廉염 呂여 秋추 都도 蘇소 石석 宣선 薛설 馬마 吉길 延연 魏위 表표 明명 奇기 潘반
王왕 琴금 玉옥 陸육 印인 孟맹 諸제 牟모 卓탁 鞠국 魚어 殷은 片편 龍용 芮예 慶경 奉봉
夫부 太태 睦목
""".split()
}
"""Korean readings of surnames written in Hanja: 金 is 김 as a surname, 금 elsewhere."""

CHINESE_COMPOUNDS = frozenset(
    """
万俟 上官 东方 东郭 东门 乐正 亓官 令狐 仲孙 公冶 公孙 公羊 公良
公西 南宫 南门 叶赫 司寇 司徒 司空 司马 呼延 壤驷 夏侯 太叔 太史
夹谷 子车 宇文 完颜 宗政 宰父 富察 尉迟 左丘 巫马 微生 慕容 拓跋
梁丘 欧阳 段干 漆雕 澹台 濮阳 独孤 申屠 百里 皇甫 端木 第五 纳兰
羊舌 耶律 西门 诸葛 谷梁 赫连 轩辕 钟离 长孙 闻人 闾丘 颛孙 鲜于
""".split()
)

SURNAME_PINYIN = _first("""
单 shan; 解 xie; 曾 zeng; 仇 qiu; 区 ou; 查 zha; 朴 piao; 盖 ge; 员 yun; 贠 yun; 黑 he; 繁 po; 缪 miao;
乐 yue; 覃 qin; 翟 zhai; 召 shao; 折 she; 洗 xian; 秘 bi; 祭 zhai; 种 chong; 重 chong; 句 gou; 佴 nai;
隗 wei; 卜 bu; 阚 kan; 郇 xun; 尉迟 yuchi; 万俟 moqi; 长孙 zhangsun; 澹台 tantai; 乐正 yuezheng;
令狐 linghu; 宰父 zaifu; 夏侯 xiahou; 单于 chanyu; 欧阳 ouyang; 亓官 qiguan; 子车 ziju
""")
"""Pinyin of a character as a surname, where a dictionary gives another word's reading first."""

OTHER_SURNAME_PINYIN = _first("""
盖 gai; 覃 tan; 翟 di; 缪 mou; 乐 le; 隗 kui; 谌 shen; 尉 yu; 洗 xi; 朴 pu; 种 zhong
""")
"""A second reading that some families use."""

MISREAD_SURNAME_PINYIN = _first("""
解 jie; 单 dan; 曾 ceng; 查 cha; 仇 chou; 区 qu; 员 yuan; 繁 fan; 车 ju; 尉迟 weichi; 万俟 wansi; 长孙 changsun
""")
"""What a machine makes of it and people then type: for search only."""

OTHER_GIVEN_PINYIN = _first("""
乐 yue; 行 hang; 朝 zhao; 长 chang; 茜 xi; 曾 zeng; 会 kuai; 盛 cheng; 藏 zang; 传 zhuan; 大 dai; 叶 xie;
柏 bo; 露 lou; 蔚 yu; 那 nuo
""")
"""A second reading common in given names."""

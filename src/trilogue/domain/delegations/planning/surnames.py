"""Family names that decide where a name is divided: two syllables or characters long, and as written in Latin."""

KOREAN = """
김 kim gim; 이 lee yi rhee i ri; 박 park pak bak bark; 최 choi choe; 정 jung jeong chung cheong; 강 kang gang;
조 cho jo; 윤 yoon yun youn; 장 jang chang; 임 lim im rim yim; 한 han; 오 oh o; 서 seo suh so; 신 shin sin;
권 kwon gwon; 황 hwang; 안 ahn an; 송 song; 전 jeon jun chun cheon; 홍 hong; 유 yoo yu ryu you; 고 ko go koh;
문 moon mun; 양 yang; 손 son sohn; 배 bae pae; 백 baek paik back; 허 heo hur huh her; 남 nam; 심 shim sim;
노 noh no roh; 하 ha; 곽 kwak gwak; 성 sung seong; 차 cha; 주 joo ju; 우 woo u; 구 koo ku goo gu; 민 min;
류 ryu yoo; 나 na ra; 진 jin chin; 지 ji chi; 엄 eom um; 채 chae; 원 won; 천 cheon chun; 방 bang pang;
공 kong gong; 현 hyun hyeon; 함 ham; 변 byun byeon; 염 yeom yum; 여 yeo; 추 choo chu; 도 do; 소 so;
석 seok suk; 선 sun seon; 설 seol sul; 마 ma; 길 gil kil; 연 yeon youn; 위 wi; 표 pyo; 명 myung myeong;
기 ki gi; 반 ban; 라 ra na; 왕 wang; 금 keum geum; 옥 ok; 육 yook yuk; 인 in; 맹 maeng; 제 je; 모 mo; 탁 tak;
국 kook guk; 어 eo; 은 eun; 편 pyun pyeon; 용 yong; 예 ye; 봉 bong; 경 kyung gyeong; 사 sa; 부 bu boo;
가 ka ga; 복 bok; 태 tae; 목 mok; 형 hyung hyeong; 계 kye gye; 피 pi; 두 doo du; 감 kam gam; 음 eum; 빈 bin;
동 dong; 온 on; 호 ho; 범 bum beom; 좌 jwa; 팽 paeng; 승 seung; 간 kan gan; 상 sang; 갈 gal kal; 시 si;
남궁 namgung namkung namgoong namkoong; 황보 hwangbo hwangpo; 제갈 jegal jaegal chegal; 사공 sagong sakong;
선우 sunwoo seonu sonu seonwoo sunu; 서문 seomun suhmoon seomoon; 독고 dokgo dokko tokko; 동방 dongbang;
망절 mangjeol; 어금 eogeum; 무본 mubon; 소봉 sobong; 장곡 janggok; 강전 gangjeon
"""
CHINESE = """
王 wang; 李 li; 张 zhang; 刘 liu; 陈 chen; 杨 yang; 黄 huang; 赵 zhao; 吴 wu; 周 zhou; 徐 xu; 孙 sun; 马 ma;
朱 zhu; 胡 hu; 郭 guo; 何 he; 高 gao; 林 lin; 罗 luo; 郑 zheng; 梁 liang; 谢 xie; 宋 song; 唐 tang; 许 xu;
韩 han; 冯 feng; 邓 deng; 曹 cao; 彭 peng; 曾 zeng; 肖 xiao; 萧 xiao; 蕭 xiao; 田 tian; 董 dong; 袁 yuan;
潘 pan; 于 yu; 蒋 jiang; 蔡 cai; 余 yu; 杜 du; 叶 ye; 程 cheng; 苏 su; 魏 wei; 吕 lyu lv lu lü; 丁 ding; 任 ren;
沈 shen; 姚 yao; 卢 lu; 姜 jiang; 崔 cui; 钟 zhong; 谭 tan; 陆 lu; 汪 wang; 范 fan; 金 jin; 石 shi; 廖 liao;
贾 jia; 夏 xia; 韦 wei; 付 fu; 傅 fu; 方 fang; 白 bai; 邹 zou; 孟 meng; 熊 xiong; 秦 qin; 邱 qiu; 江 jiang;
尹 yin; 薛 xue; 闫 yan; 阎 yan; 段 duan; 雷 lei; 侯 hou; 龙 long; 史 shi; 陶 tao; 黎 li; 贺 he; 顾 gu; 毛 mao;
郝 hao; 龚 gong; 邵 shao; 万 wan; 钱 qian; 严 yan; 覃 qin tan; 武 wu; 戴 dai; 莫 mo; 孔 kong; 向 xiang; 汤 tang;
常 chang; 温 wen; 康 kang; 施 shi; 文 wen; 牛 niu; 樊 fan; 葛 ge; 邢 xing; 安 an; 齐 qi; 易 yi; 乔 qiao;
伍 wu; 庞 pang; 颜 yan; 倪 ni; 庄 zhuang; 聂 nie; 章 zhang; 鲁 lu; 岳 yue; 翟 zhai di; 殷 yin; 詹 zhan;
申 shen; 欧 ou; 耿 geng; 关 guan; 兰 lan; 焦 jiao; 俞 yu; 左 zuo; 柳 liu; 甘 gan; 祝 zhu; 包 bao; 宁 ning;
尚 shang; 符 fu; 舒 shu; 阮 ruan; 柯 ke; 纪 ji; 梅 mei; 童 tong; 凌 ling; 毕 bi; 单 shan; 季 ji; 裴 pei;
霍 huo; 涂 tu; 成 cheng; 苗 miao; 谷 gu; 盛 sheng; 曲 qu; 翁 weng; 冉 ran; 骆 luo; 蓝 lan; 路 lu; 游 you;
辛 xin; 靳 jin; 管 guan; 柴 chai; 蒙 meng; 鲍 bao; 华 hua; 喻 yu; 祁 qi; 蒲 pu; 房 fang; 滕 teng; 屈 qu;
饶 rao; 解 xie; 牟 mu mou; 艾 ai; 尤 you; 时 shi; 阳 yang; 穆 mu; 农 nong; 司 si; 卓 zhuo; 古 gu; 吉 ji;
缪 miao; 简 jian; 车 che; 项 xiang; 连 lian; 芦 lu; 麦 mai; 褚 chu; 娄 lou; 窦 dou; 戚 qi; 岑 cen; 景 jing;
党 dang; 宫 gong; 费 fei; 卜 bu; 冷 leng; 晏 yan; 席 xi; 卫 wei; 米 mi; 柏 bai bo; 宗 zong; 瞿 qu; 桂 gui;
全 quan; 佟 tong; 应 ying; 臧 zang; 闵 min; 苟 gou; 邬 wu; 边 bian; 卞 bian; 姬 ji; 师 shi; 和 he; 仇 qiu;
栾 luan; 隋 sui; 商 shang; 刁 diao; 沙 sha; 荣 rong; 巫 wu; 寇 kou; 桑 sang; 郎 lang; 甄 zhen; 丛 cong;
仲 zhong; 虞 yu; 敖 ao; 巩 gong; 明 ming; 佘 she; 池 chi; 查 zha; 麻 ma; 苑 yuan; 迟 chi; 邝 kuang; 区 ou;
盖 ge gai; 朴 piao; 乐 yue le; 尉 wei yu; 黑 he hei; 折 she zhe; 员 yun; 种 chong; 冼 xian; 逄 pang; 郗 xi chi;
欧阳 ouyang; 歐陽 ouyang; 司马 sima; 司馬 sima; 上官 shangguan; 诸葛 zhuge; 諸葛 zhuge; 东方 dongfang;
皇甫 huangfu; 尉迟 yuchi; 公孙 gongsun; 慕容 murong; 令狐 linghu; 长孙 zhangsun; 宇文 yuwen; 司徒 situ;
端木 duanmu; 轩辕 xuanyuan; 夏侯 xiahou; 闻人 wenren; 南宫 nangong; 澹台 tantai; 濮阳 puyang; 淳于 chunyu;
申屠 shentu; 钟离 zhongli; 独孤 dugu; 呼延 huyan; 赫连 helian; 西门 ximen; 百里 baili; 司空 sikong
"""
POLYPHONES = frozenset("单單解曾仇区區查盖任朴乐樂尉覃缪繆翟黑折员員种种華华葛冼郗牟宓秘繁召洗晁那逄")
"""Family names whose reading differs from that of the word, or that are read in more than one way."""
UMLAUT = frozenset("吕呂")
TITLES = {
    "KR": "주무관 팀장 과장 국장 실장 계장 사무관 서기관 주사 주사보 서기 서기보 연구사 님 씨",
    "JP": "様 さん 氏 殿 先生 課長 課長補佐 係長 主査 主任 主事 部長 次長 室長 局長",
    "CN": "先生 女士 同志 小姐 科长 副科长 处长 副处长 局长 副局长 主任 科员 主任科员 调研员",
}


def _table(lines: str) -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for entry in lines.split(";"))
    return {entry[0]: tuple(entry[1:]) for entry in entries}


IN_LATIN = {"KR": _table(KOREAN), "CN": _table(CHINESE)}
COMPOUND = {country: tuple(name for name in table if len(name) > 1) for country, table in IN_LATIN.items()}
TITLES_OF = {
    country: tuple(sorted(words.split(), key=len, reverse=True)) for country, words in TITLES.items()
}

"""The words of the nomination workbook. Headers are words by which a returned workbook is read."""

COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
    "country": {
        "en": ("Country", "Country of the delegation: choose its code."),
        "ko": ("국가", "대표단의 국가입니다. 목록에서 코드를 고르십시오."),
        "ja": ("国名", "代表団の国です。一覧からコードを選んでください。"),
        "zh-hans": ("国家", "所属代表团的国家，请从列表中选择代码。"),
    },
    "native": {
        "en": ("Native name", "Full name as its bearer writes it, family name first."),
        "ko": ("성명", "본인이 쓰는 문자로 성과 이름을 함께 적으십시오."),
        "ja": ("氏名", "本人が用いる表記で、姓名を記入してください（旧字体・異体字はそのまま）。"),
        "zh-hans": ("姓名", "请按本人使用的文字填写全名。"),
    },
    "other_han": {
        "en": ("Han", "Name in Han characters, if there is one besides."),
        "ko": ("성명(한자)", "한자 이름이 있으면 적으십시오."),
        "zh-hans": ("繁体姓名", "如有繁体或其他汉字写法，请填写。"),
    },
    "kana": {
        "en": ("Reading", "Japanese names: the reading in kana."),
        "ko": ("가나", "일본 참가자는 이름의 읽기를 가나로 적으십시오."),
        "ja": ("ふりがな", "日本の方は必ず記入してください。"),
        "zh-hans": ("假名", "日方人员请填写假名读音。"),
    },
    "roman_family": {
        "en": ("Roman family", "Family name in Latin letters, as on the certificate."),
        "ko": ("로마자 성", "수료증에 쓸 로마자 성입니다. 예: KIM"),
        "ja": ("ローマ字姓", "修了証書に記載する姓です。例：YAMADA"),
        "zh-hans": ("姓拼音", "结业证书上使用的姓氏拼音，例如：OUYANG"),
    },
    "roman_given": {
        "en": ("Roman given", "Given name in Latin letters, as on the certificate."),
        "ko": ("로마자 이름", "수료증에 쓸 로마자 이름입니다. 예: Haneul"),
        "ja": ("ローマ字名", "修了証書に記載する名です。例：Haruo"),
        "zh-hans": ("名拼音", "结业证书上使用的名字拼音，例如：Wen"),
    },
    "email": {
        "en": ("E-mail", "The person's own address: the invitation to register goes there."),
        "ko": ("이메일", "본인의 주소를 적으십시오. 참가 등록 안내가 이 주소로 갑니다."),
        "ja": ("メールアドレス", "本人のアドレスを記入してください。参加登録の案内を送ります。"),
        "zh-hans": ("电子邮箱", "请填写本人邮箱，参会登记邀请将发送至该邮箱。"),
    },
    "home": {
        "en": ("Home government", "The government the person belongs to; choose it or type its name."),
        "ko": ("소속 지자체", "소속 지방자치단체입니다. 목록에서 고르거나 직접 적으십시오."),
        "ja": ("所属自治体", "所属する地方公共団体です。一覧から選ぶか、直接記入してください。"),
        "zh-hans": ("派出单位", "人员所属的地方政府，可从列表选择或直接填写。"),
    },
    "home_code": {
        "en": ("Home code", "Its official code, from the list of governments."),
        "ko": ("소속 코드", "지자체 목록에 있는 공식 코드입니다."),
        "ja": ("団体コード", "自治体一覧にある公式コードです。"),
        "zh-hans": ("单位代码", "地方政府列表中的官方代码。"),
    },
    "host": {
        "en": ("Host government", "Where a dispatched official serves; leave empty if nowhere else."),
        "ko": ("파견지", "파견·연수 중이면 현재 근무하는 지자체를 적으십시오. 아니면 비워 두십시오."),
        "ja": ("派遣先", "派遣・研修中の方は現在の受入自治体を記入し、それ以外は空欄にしてください。"),
        "zh-hans": ("接收单位", "派驻或研修人员请填写现接收单位，其他人员留空。"),
    },
    "host_code": {
        "en": ("Host code", "Its official code, from the list of governments."),
        "ko": ("파견기관 코드", "지자체 목록에 있는 공식 코드입니다."),
        "ja": ("派遣先コード", "自治体一覧にある公式コードです。"),
        "zh-hans": ("接收单位代码", "地方政府列表中的官方代码。"),
    },
    "posting_from": {
        "en": ("Posting from", "First day of the dispatch, as 2026-04-01."),
        "ko": ("파견 시작일", "예: 2026-04-01"),
        "ja": ("派遣開始日", "例：2026-04-01"),
        "zh-hans": ("派遣开始", "例如：2026-04-01"),
    },
    "posting_to": {
        "en": ("Posting to", "Last day of the dispatch, as 2027-03-31."),
        "ko": ("파견 종료일", "예: 2027-03-31"),
        "ja": ("派遣終了日", "例：2027-03-31"),
        "zh-hans": ("派遣结束", "例如：2027-03-31"),
    },
    "department": {
        "en": ("Department", "Department or division."),
        "ko": ("부서", "현재 근무하는 부서입니다."),
        "ja": ("部署", "現在の所属課です。"),
        "zh-hans": ("部门", "现任职部门。"),
    },
    "position": {
        "en": ("Position", "Grade and position."),
        "ko": ("직위", "직급과 직위를 적으십시오. 예: 지방행정주사(6급)"),
        "ja": ("役職", "職級と役職を記入してください。"),
        "zh-hans": ("职务", "请填写职级和职务。"),
    },
    "ko": {
        "en": ("Korean", "0 none, 1 a little, 2 conversation, 3 good, 4 native."),
        "ko": ("한국어", "0 없음, 1 하, 2 중, 3 상, 4 원어민"),
        "ja": ("韓国語", "0 なし、1 少し、2 会話、3 良好、4 母語"),
        "zh-hans": ("韩语", "0 不会，1 略懂，2 会话，3 良好，4 母语"),
    },
    "ja": {
        "en": ("Japanese", "0 none, 1 a little, 2 conversation, 3 good, 4 native."),
        "ko": ("일본어", "0 없음, 1 하, 2 중, 3 상, 4 원어민"),
        "ja": ("日本語", "0 なし、1 少し、2 会話、3 良好、4 母語"),
        "zh-hans": ("日语", "0 不会，1 略懂，2 会话，3 良好，4 母语"),
    },
    "zh": {
        "en": ("Chinese", "0 none, 1 a little, 2 conversation, 3 good, 4 native."),
        "ko": ("중국어", "0 없음, 1 하, 2 중, 3 상, 4 원어민"),
        "ja": ("中国語", "0 なし、1 少し、2 会話、3 良好、4 母語"),
        "zh-hans": ("汉语", "0 不会，1 略懂，2 会话，3 良好，4 母语"),
    },
    "en": {
        "en": ("English", "0 none, 1 a little, 2 conversation, 3 good, 4 native."),
        "ko": ("영어", "0 없음, 1 하, 2 중, 3 상, 4 원어민"),
        "ja": ("英語", "0 なし、1 少し、2 会話、3 良好、4 母語"),
        "zh-hans": ("英语", "0 不会，1 略懂，2 会话，3 良好，4 母语"),
    },
}
"""Header and note of each column, by field and language; Japanese forms have their Han characters in the name."""

WORDS: dict[str, dict[str, str]] = {
    "form": {"en": "Nominations", "ko": "추천서", "ja": "推薦書", "zh-hans": "推荐表"},
    "guide": {"en": "Instructions", "ko": "작성 요령", "ja": "記入要領", "zh-hans": "填写说明"},
    "list": {"en": "Governments", "ko": "지자체 목록", "ja": "自治体一覧", "zh-hans": "地方政府列表"},
    "countries": {"en": "Country codes", "ko": "국가 코드", "ja": "国コード", "zh-hans": "国家代码"},
    "code": {"en": "Official code", "ko": "공식 코드", "ja": "公式コード", "zh-hans": "官方代码"},
    "government": {"en": "Written as", "ko": "표기", "ja": "表記", "zh-hans": "名称"},
    "within": {"en": "Within", "ko": "상위 구역", "ja": "上位の区域", "zh-hans": "上级区域"},
    "what": {"en": "Column", "ko": "항목", "ja": "項目", "zh-hans": "栏目"},
    "how": {"en": "How to fill it in", "ko": "작성 방법", "ja": "記入方法", "zh-hans": "填写方法"},
    "title": {
        "en": "Nomination form: {nth} {series}",
        "ko": "{nth} {series} 참가자 추천서",
        "ja": "{nth}{series}　推薦書",
        "zh-hans": "{nth}{series}参会人员推荐表",
    },
    "about": {
        "en": "Nominating body: {government}    Deadline: {deadline} (Korea Standard Time)",
        "ko": "추천기관: {government}    제출 기한: {deadline}",
        "ja": "推薦機関：{government}　　提出期限：{deadline}（日本時間も同じ）",
        "zh-hans": "推荐单位：{government}　　截止日期：{deadline}（韩国时间）",
    },
    "rule": {
        "en": "One row a person. Columns with * must be filled in. Enter no dietary or health needs here.",
        "ko": "한 사람에 한 줄씩 적으십시오. * 표시 항목은 필수입니다. 식사·건강 관련 정보는 적지 마십시오.",
        "ja": "1名につき1行で記入してください。*の項目は必須です。食事・健康に関する情報は記入しないでください。",
        "zh-hans": "每人一行。标有*的栏目必须填写。请勿在此填写饮食、健康等信息。",
    },
    "person": {
        "en": "Dietary needs, accessibility, emergency contact, photographs and consent are asked of each person "
        "directly, once confirmed. Passport and resident numbers, religion and full birth dates are never asked.",
        "ko": "식사 유의사항, 이동 지원, 비상연락처, 사진, 개인정보 동의는 참가가 확정된 본인에게 직접 받습니다. "
        "여권번호, 주민등록번호, 종교, 생년월일은 받지 않습니다.",
        "ja": "食事上の配慮事項、移動の支援、緊急連絡先、写真及び個人情報の同意は、参加確定後に本人へ直接伺います。"
        "旅券番号、個人番号、宗教、生年月日は伺いません。",
        "zh-hans": "饮食禁忌、无障碍需求、紧急联系人、照片及个人信息同意，将在确认参加后由本人直接填写。"
        "不收集护照号、身份证号、宗教信仰和完整出生日期。",
    },
    "privacy": {"en": "Personal data", "ko": "개인정보", "ja": "個人情報", "zh-hans": "个人信息"},
}

"""Typed factories: one a model, every argument optional, no surprise."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from trilogue.algorithms.places import Period
from trilogue.algorithms.places.keys import search_keys
from trilogue.algorithms.places.model import Name
from trilogue.domain.delegations.choices import State as NominationState
from trilogue.domain.delegations.models import (
    Answer,
    Call,
    CallField,
    ColumnMapping,
    Delegation,
    Invitation,
    ListEntry,
    ListVersion,
    NominationGroup,
    Participation,
    QuotaDecision,
    RosterUpload,
    StateChange,
)
from trilogue.domain.editions.choices import (
    FactKind,
    FigureKind,
    FileAudience,
    FileKind,
    LineKind,
    PhotoConsent,
    Role,
    Status,
)
from trilogue.domain.editions.models import (
    AccessReview,
    Appointment,
    AppointmentLink,
    Edition,
    EditionFile,
    EditionPlace,
    Erratum,
    Fact,
    Figure,
    Installation,
    Line,
    Photograph,
    Publication,
    Revision,
    ScheduledPublication,
    Series,
    Source,
    Term,
)
from trilogue.domain.network.choices import (
    Audience,
    CardField,
    ChannelKind,
    EncounterKind,
    FollowUpKind,
)
from trilogue.domain.network.models import (
    Card,
    Channel,
    Contact,
    Encounter,
    FollowUp,
    FollowUpParty,
    Meeting,
    MeetingPlace,
    MeetingSeat,
    MeetingSlot,
    MeetingTerms,
    Release,
    Reminder,
)
from trilogue.domain.opinions.choices import Ballot, Choice
from trilogue.domain.opinions.models import (
    AgendaItem,
    Archive,
    Conversation,
    Question,
    QuestionTime,
    Screen,
    Second,
    Snapshot,
    Statement,
    Vote,
    VoteEvent,
    Voter,
)
from trilogue.domain.people.choices import OWN_SCRIPTS, Detail, Purpose, Script, SignInOutcome, SignInWay
from trilogue.domain.people.models import (
    Account,
    Consent,
    ConsentText,
    Distinction,
    LanguageSkill,
    Merge,
    Person,
    PersonName,
    Posting,
    SealedDetail,
    SearchKey,
    SearchWord,
    SignIn,
)
from trilogue.domain.places.models import Assertion, Country, Government, GovernmentName, SisterLink
from trilogue.domain.programme.choices import SessionKind
from trilogue.domain.programme.models import Session, Speaker
from trilogue.domain.tables.choices import RuleKind
from trilogue.domain.tables.models import (
    Absence,
    InterpreterSeat,
    Round,
    Rule,
    Search,
    Seat,
    TablePlan,
)
from trilogue.foundation.access import Actor, Appointed
from trilogue.foundation.audit.models import Access, AccessSubject, Entry, Head
from trilogue.foundation.backup.models import Run
from trilogue.foundation.keys import make_fleeting
from trilogue.foundation.mail.models import Mail
from trilogue.foundation.text.value import LANGUAGES, State, Text
from trilogue.foundation.text.value import Entry as TextEntry

_numbers = count(1)
COUNTRIES = {
    "CN": {"en": "China", "ko": "중국", "ja": "中国", "zh-hans": "中国"},
    "JP": {"en": "Japan", "ko": "일본", "ja": "日本", "zh-hans": "日本"},
    "KR": {"en": "Republic of Korea", "ko": "한국", "ja": "韓国", "zh-hans": "韩国"},
}


def text(en: str = "Words", **others: str) -> Text:
    """A text with the same words in every language unless said: `text("Hello", ko="안녕")`."""
    words = {language: others.get(language.replace("-", "_"), en) for language in LANGUAGES}
    return Text("en", {language: TextEntry(said, State.OFFICIAL) for language, said in words.items()})


def create_installation(*, demonstration: bool = False) -> Installation:
    return Installation.objects.get_or_create(pk=1, defaults={"demonstration": demonstration})[0]


def create_country(code: str = "KR") -> Country:
    names = COUNTRIES[code]
    name = text(names["en"], ko=names["ko"], ja=names["ja"], zh_hans=names["zh-hans"])
    return Country.objects.get_or_create(code=code, defaults={"name": name, "short": name})[0]


def create_government(
    code: str = "", *, country: Country | None = None, name: Text | None = None
) -> Government:
    country = country or create_country()
    government = _bare_government(code, country)
    create_government_name(government, name=name)
    return government


def _bare_government(code: str, country: Country) -> Government:
    return Government.objects.create(
        code=code or f"{country.code}-{next(_numbers):05}",
        country=country,
        level=1,
        latitude="35.8562",
        longitude="129.2247",
    )


def create_government_name(
    government: Government | None = None, *, name: Text | None = None
) -> GovernmentName:
    government = government or _bare_government("", create_country())
    name = name or text(f"City {government.code}")
    government.keys += search_keys([_period(government, name)])
    government.save()
    return GovernmentName.objects.create(government=government, code=government.code, name=name)


def _period(government: Government, name: Text) -> Period:
    names = {language: Name(entry.text, entry.state.value) for language, entry in name.entries.items()}
    return Period(government.country_id, government.code, government.code, government.level, "", names)


def create_series(slug: str = "", *, demonstration: bool = False) -> Series:
    create_installation()
    return Series.objects.create(
        slug=slug or f"series-{next(_numbers)}",
        name=text("Workshop"),
        tagline=text("A platform"),
        host=text("Ministry"),
        lead=text("Since 2012"),
        demonstration=demonstration,
    )


def create_source(series: Series | None = None) -> Source:
    return Source.objects.create(
        series=series or create_series(),
        key=f"source-{next(_numbers)}",
        title=text("Report"),
        publisher=text("Paper"),
        url="https://example.org/report",
    )


def create_edition(
    series: Series | None = None,
    *,
    number: int = 0,
    status: str = Status.OPEN,
    date: str = "2027-05-20/2027-05-21",
) -> Edition:
    return Edition.objects.create(
        series=series or create_series(), number=number or next(_numbers), status=status, date=date
    )


def create_edition_place(
    edition: Edition | None = None, government: Government | None = None
) -> EditionPlace:
    return EditionPlace.objects.create(
        edition=edition or create_edition(), government=government or create_government(), position=1
    )


def create_line(edition: Edition | None = None, *, kind: str = LineKind.DETAIL, number: int = 0) -> Line:
    edition = edition or create_edition()
    return Line.objects.create(
        series=edition.series,
        edition=edition,
        kind=kind,
        number=number or next(_numbers),
        text=text("A detail"),
    )


def create_fact(edition: Edition | None = None, *, kind: str = FactKind.NOTE) -> Fact:
    edition = edition or create_edition()
    return Fact.objects.create(
        edition=edition,
        number=next(_numbers),
        kind=kind,
        text=text("A fact"),
        source=create_source(edition.series),
    )


def create_figure(
    edition: Edition | None = None,
    *,
    country: Country | None = None,
    count: int = 15,
    kind: str = FigureKind.ACTUAL,
) -> Figure:
    return Figure.objects.create(edition=edition or create_edition(), kind=kind, country=country, count=count)


def create_photograph(edition: Edition | None = None) -> Photograph:
    return Photograph.objects.create(
        edition=edition or create_edition(), group=True, caption=text("Group photo"), credit=text("Ministry")
    )


def supplied_photograph(edition: Edition | None = None, *, group: bool = False) -> Photograph:
    """A photograph whose file is said to be there; none is."""
    number = next(_numbers)
    return Photograph.objects.create(
        edition=edition or create_edition(),
        number=number,
        position=number,
        group=group,
        caption=text("Opening"),
        credit=text("Ministry"),
        alt=text("People in a hall"),
        picture=f"{number:064x}",
        width=1600,
        height=1200,
        consent=PhotoConsent.GIVEN,
    )


def create_edition_file(
    edition: Edition | None = None, *, audience: str = FileAudience.DESK, digest: str = ""
) -> EditionFile:
    number = next(_numbers)
    return EditionFile.objects.create(
        edition=edition or create_edition(),
        number=number,
        title=text("Programme"),
        credit=text("Ministry"),
        language="ko",
        audience=audience,
        kind=FileKind.PDF,
        name="programme.pdf",
        size=1000,
        digest=digest or f"{number:064x}",
    )


def create_term(series: Series | None = None, *, words: Text | None = None) -> Term:
    return Term.objects.create(
        series=series or create_series(), key=f"term-{next(_numbers)}", text=words or text("sister city")
    )


def create_revision(fact: Fact | None = None, *, number: int = 1) -> Revision:
    """One of a fact, which says nothing of how it stood."""
    fact = fact or create_fact()
    return Revision.objects.create(
        series=fact.edition.series,
        edition=fact.edition,
        object_type=fact._meta.label_lower,
        object_id=fact.pk,
        number=number,
        at=timezone.now(),
    )


def create_erratum(edition: Edition | None = None, *, series: Series | None = None) -> Erratum:
    """Of the edition, or of the series when only that is given."""
    if series is None:
        edition = edition or create_edition()
    return Erratum.objects.create(
        series=series or edition.series,  # type: ignore[union-attr]
        edition=edition,
        number=next(_numbers),
        text=text("A number was wrong."),
        issued_at=timezone.now(),
    )


def create_scheduled_publication(
    edition: Edition | None = None, *, due_at: datetime | None = None
) -> ScheduledPublication:
    edition = edition or create_edition()
    now = timezone.now()
    return ScheduledPublication.objects.create(
        series=edition.series, edition=edition, due_at=due_at or now + timedelta(days=1), asked_at=now
    )


def create_appointment_link(
    edition: Edition | None = None,
    *,
    role: str = Role.DESK,
    email: str = "invited@example.org",
    token_hash: str = "",
) -> AppointmentLink:
    edition = edition or create_edition()
    now = timezone.now()
    return AppointmentLink.objects.create(
        series=edition.series,
        edition=edition,
        role=role,
        email=email,
        name="Somebody",
        language="en",
        token_hash=token_hash or f"{next(_numbers):064x}",
        sent_at=now,
        expires_at=now + timedelta(days=7),
    )


def create_access_review(series: Series | None = None, *, month: str = "2027-05") -> AccessReview:
    return AccessReview.objects.create(
        series=series or create_series(), month=month, reviewed_at=timezone.now()
    )


def create_sign_in(account: Account | None = None, *, way: str = SignInWay.CODE) -> SignIn:
    return SignIn.objects.create(
        at=timezone.now(),
        account=account or create_account(),
        way=way,
        outcome=SignInOutcome.DONE,
        origin="192.0.2.1",
        program="A browser",
    )


def create_run(*, problem: str = "") -> Run:
    now = timezone.now()
    return Run.objects.create(started_at=now, ended_at=now, name="trilogue.zip", size=1000, problem=problem)


def create_publication(edition: Edition | None = None, *, content: bytes = b"") -> Publication:
    edition = edition or create_edition()
    return Publication.objects.create(
        series=edition.series,
        edition=edition,
        version=next(_numbers),
        content=content,
        published_at=timezone.now(),
    )


def create_session(edition: Edition | None = None, *, kind: str = SessionKind.LECTURE) -> Session:
    return Session.objects.create(
        edition=edition or create_edition(), number=next(_numbers), kind=kind, title=text("A lecture")
    )


def create_speaker(session: Session | None = None) -> Speaker:
    return Speaker.objects.create(
        session=session or create_session(),
        position=next(_numbers),
        name=text("A Speaker"),
        title=text("then Director"),
    )


def create_person(
    country: Country | None = None,
    *,
    native: str = "김하늘",
    tag: str = "ko",
    roman: str = "KIM Haneul",
    email: str = "",
) -> Person:
    person = Person.objects.create(
        country=country or create_country(), email=email or f"person-{next(_numbers)}@example.org"
    )
    script = OWN_SCRIPTS.get(person.country_id or "", Script.HANGUL)
    create_person_name(person, script=script, full=native, tag=tag, own=True)
    create_person_name(person, script=Script.LATIN, full=roman, tag="en")
    return person


def create_person_name(
    person: Person | None = None,
    *,
    script: str = Script.HANGUL,
    full: str = "김하늘",
    tag: str = "ko",
    own: bool = False,
) -> PersonName:
    person = person or Person.objects.create(email=f"person-{next(_numbers)}@example.org")
    return PersonName.objects.create(person=person, script=script, tag=tag, full=full, key=full, own=own)


def create_language_skill(
    person: Person | None = None, *, language: str = "ko", level: int = 4
) -> LanguageSkill:
    return LanguageSkill.objects.create(person=person or create_person(), language=language, level=level)


def create_posting(person: Person | None = None) -> Posting:
    return Posting.objects.create(
        person=person or create_person(), home=create_government(), host=create_government()
    )


def create_sister_link(first: Government | None = None, second: Government | None = None) -> SisterLink:
    one, other = first or create_government(), second or create_government()
    low, high = sorted((one, other), key=lambda government: government.pk)
    return SisterLink.objects.create(first=low, second=high)


def create_assertion(link: SisterLink | None = None, *, register: str = "GAOK") -> Assertion:
    return Assertion.objects.create(
        link=link or create_sister_link(), register=register, grade="자매결연", tag="ko", date="1992-05"
    )


def create_sealed_detail(
    person: Person | None = None, *, kind: str = Detail.PHONE, data: bytes = b"sealed"
) -> SealedDetail:
    return SealedDetail.objects.create(
        person=person or create_person(), kind=kind, data=data, recorded_at=timezone.now()
    )


def create_merge(kept: Person | None = None, absorbed: Person | None = None) -> Merge:
    kept, absorbed = kept or create_person(), absorbed or create_person()
    Person.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    return Merge.objects.create(kept=kept, absorbed=absorbed, reasons=["name"], decided_at=timezone.now())


def create_distinction(first: Person | None = None, second: Person | None = None) -> Distinction:
    low, high = sorted((first or create_person(), second or create_person()), key=lambda person: person.pk)
    return Distinction.objects.create(first=low, second=high, decided_at=timezone.now())


def create_consent_text(purpose: str = Purpose.COLLECTION, *, version: int = 0) -> ConsentText:
    return ConsentText.objects.create(
        purpose=purpose, version=version or next(_numbers), text=text("I agree"), valid_from=timezone.now()
    )


def create_consent(person: Person | None = None, *, granted: bool = True) -> Consent:
    return Consent.objects.create(
        person=person or create_person(),
        text=create_consent_text(),
        granted=granted,
        language="ko",
        channel="form",
        answered_at=timezone.now(),
    )


def create_search_key(person: Person | None = None, *, said: str = "김하늘", tier: int = 1) -> SearchKey:
    return SearchKey.objects.create(person=person or create_person(), tier=tier, text=said, why="name")


def create_search_word(word: str = "haneul", *, near: str = "") -> SearchWord:
    return SearchWord.objects.create(near=near or word, word=word)


def create_account(email: str = "", *, name: str = "", person: Person | None = None) -> Account:
    number = next(_numbers)
    return Account.objects.create(
        email=email or f"account-{number}@example.org", name=name or f"Account {number}", person=person
    )


def create_appointment(
    account: Account | None = None,
    *,
    role: str = Role.DESK,
    edition: Edition | None = None,
    series: Series | None = None,
    country: Country | None = None,
    government: Government | None = None,
) -> Appointment:
    """In the edition when one is given, else in the whole series."""
    return Appointment.objects.create(
        account=account or create_account(),
        role=role,
        series=series or (edition.series if edition else create_series()),
        edition=edition,
        country=country,
        government=government,
    )


def actor(
    role: str = Role.DESK, *, edition: Edition, country: str | None = None, government: int | None = None
) -> Actor:
    """An actor with a real account and one appointment in the edition."""
    account = create_account()
    return Actor(
        account.pk,
        None,
        account.name,
        (Appointed(role, edition.series_id, edition.pk, country, government),),
    )


def create_delegation(edition: Edition | None = None, *, country: Country | None = None) -> Delegation:
    return Delegation.objects.get_or_create(
        edition=edition or create_edition(), country=country or create_country()
    )[0]


def create_quota_decision(delegation: Delegation | None = None, *, places: int = 38) -> QuotaDecision:
    return QuotaDecision.objects.create(
        delegation=delegation or create_delegation(), places=places, decided_on=timezone.localdate()
    )


def create_participation(
    edition: Edition | None = None,
    *,
    person: Person | None = None,
    country: Country | None = None,
    home: Government | None = None,
    host: Government | None = None,
    state: str = NominationState.CONFIRMED,
) -> Participation:
    edition = edition or create_edition()
    country = country or (person.country if person else None) or create_country()
    home = home or create_government(country=country)
    return Participation.objects.create(
        edition=edition,
        person=person or create_person(country),
        delegation=create_delegation(edition, country=country),
        state=state,
        reference=f"{country.code}{next(_numbers):04}",
        home=home,
        host=host,
        home_written=str(home.code),
        position="Officer",
    )


def create_call(edition: Edition | None = None) -> Call:
    return Call.objects.create(
        edition=edition or create_edition(),
        deadline=timezone.now() + timedelta(days=20),
        languages=list(LANGUAGES),
        opened_at=timezone.now(),
    )


def create_call_field(call: Call | None = None) -> CallField:
    return CallField.objects.create(
        call=call or create_call(),
        position=next(_numbers),
        label=text("Theme"),
        purpose=text("For the groups"),
    )


def create_invitation(
    call: Call | None = None, *, government: Government | None = None, token_hash: str = ""
) -> Invitation:
    government = government or create_government()
    return Invitation.objects.create(
        call=call or create_call(),
        government=government,
        country=government.country,
        email=f"office-{next(_numbers)}@example.org",
        language="ko",
        token_hash=token_hash or f"{next(_numbers):064}",
        sent_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=30),
    )


def create_nomination_group(call: Call | None = None, *, all_or_none: bool = True) -> NominationGroup:
    return NominationGroup.objects.create(
        call=call or create_call(), government=create_government(), all_or_none=all_or_none
    )


def create_answer(participation: Participation | None = None, *, value: str = "Water") -> Answer:
    participation = participation or create_participation()
    call = getattr(participation.edition, "call", None) or create_call(participation.edition)
    return Answer.objects.create(participation=participation, field=create_call_field(call), value=value)


def create_state_change(participation: Participation | None = None) -> StateChange:
    participation = participation or create_participation()
    return StateChange.objects.create(
        participation=participation,
        number=participation.changes.count() + 1,
        after=participation.state,
        at=timezone.now(),
    )


def create_list_version(edition: Edition | None = None) -> ListVersion:
    return ListVersion.objects.create(
        edition=edition or create_edition(), number=next(_numbers), frozen_at=timezone.now()
    )


def create_list_entry(
    version: ListVersion | None = None, participation: Participation | None = None
) -> ListEntry:
    version = version or create_list_version()
    return ListEntry.objects.create(
        version=version, participation=participation or create_participation(version.edition), shown={}
    )


def create_column_mapping(series: Series | None = None, *, header: str = "비고") -> ColumnMapping:
    return ColumnMapping.objects.create(
        series=series or create_series(), sender="office@example.org", header=header, field="department"
    )


def create_roster_upload(
    edition: Edition | None = None, *, data: bytes = b"", account: Account | None = None
) -> RosterUpload:
    return RosterUpload.objects.create(
        edition=edition or create_edition(),
        name="roster.csv",
        data=data,
        uploaded_at=timezone.now(),
        uploaded_by=account or create_account(),
    )


def create_round(edition: Edition | None = None, number: int = 1) -> Round:
    return Round.objects.create(edition=edition or create_edition(), number=number, title=text("Discussion"))


def create_rule(
    edition: Edition | None = None,
    *,
    kind: str = RuleKind.LEADER,
    first: Participation | None = None,
    second: Participation | None = None,
) -> Rule:
    edition = edition or (first.edition if first else create_edition())
    first = first or create_participation(edition)
    return Rule.objects.create(edition=edition, kind=kind, first=first, second=second)


def create_absence(participation: Participation | None = None, round: int = 1) -> Absence:
    return Absence.objects.create(participation=participation or create_participation(), round=round)


def create_table_plan(
    edition: Edition | None = None, *, rounds: int = 3, tables: int = 11, published: bool = False
) -> TablePlan:
    edition = edition or create_edition()
    return TablePlan.objects.create(
        edition=edition,
        number=edition.table_plans.count() + 1,
        rounds=rounds,
        tables=tables,
        seed=1,
        steps=0,
        made_at=timezone.now(),
        published_at=timezone.now() if published else None,
    )


def create_seat(
    plan: TablePlan | None = None,
    *,
    participation: Participation | None = None,
    round: int = 1,
    table: int = 1,
) -> Seat:
    plan = plan or create_table_plan()
    return Seat.objects.create(
        plan=plan, round=round, table=table, participation=participation or create_participation(plan.edition)
    )


def create_interpreter_seat(plan: TablePlan | None = None) -> InterpreterSeat:
    plan = plan or create_table_plan()
    interpreter = create_appointment(role=Role.INTERPRETER, edition=plan.edition)
    return InterpreterSeat.objects.create(plan=plan, round=1, table=1, interpreter=interpreter)


def create_search(edition: Edition | None = None) -> Search:
    return Search.objects.create(
        edition=edition or create_edition(), most_steps=200_000, asked_at=timezone.now()
    )


def create_encounter(
    first: Participation | None = None,
    second: Participation | None = None,
    *,
    kind: str = EncounterKind.ROUND,
    number: int = 1,
) -> Encounter:
    first = first or create_participation()
    second = second or create_participation(first.edition)
    lower, higher = sorted((first, second), key=lambda each: each.pk)
    return Encounter.objects.create(
        edition=first.edition, kind=kind, number=number, first=lower, second=higher
    )


def create_card(person: Person | None = None) -> Card:
    return Card.objects.create(person=person or create_person())


def create_channel(
    person: Person | None = None, kind: str = ChannelKind.LINE, value: str = "haneul.line"
) -> Channel:
    return Channel.objects.create(person=person or create_person(), kind=kind, value=value)


def create_release(
    person: Person | None = None, field: str = CardField.POST, audience: str = Audience.CONTACTS
) -> Release:
    return Release.objects.create(
        person=person or create_person(), field=field, audience=audience, given_at=timezone.now()
    )


def create_contact(first: Person | None = None, second: Person | None = None) -> Contact:
    lower, higher = sorted((first or create_person(), second or create_person()), key=lambda each: each.pk)
    return Contact.objects.create(
        first=lower, second=higher, receipt=uuid.uuid4(), exchanged_at=timezone.now()
    )


def create_meeting_terms(edition: Edition | None = None, *, open: bool = True) -> MeetingTerms:
    return MeetingTerms.objects.create(edition=edition or create_edition(), open=open)


def create_meeting_slot(edition: Edition | None = None, starts_at: datetime | None = None) -> MeetingSlot:
    edition = edition or create_edition()
    starts_at = starts_at or timezone.now() + timedelta(minutes=20 * edition.meeting_slots.count())
    return MeetingSlot.objects.create(
        edition=edition, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=20)
    )


def create_meeting_place(edition: Edition | None = None) -> MeetingPlace:
    edition = edition or create_edition()
    number = edition.meeting_places.count() + 1
    return MeetingPlace.objects.create(edition=edition, number=number, name=text(f"Corner {number}"))


def create_meeting(asking: Participation | None = None, asked: Participation | None = None) -> Meeting:
    asking = asking or create_participation()
    return Meeting.objects.create(
        edition=asking.edition,
        slot=create_meeting_slot(asking.edition),
        asking=asking,
        asked=asked or create_participation(asking.edition),
        asked_at=timezone.now(),
    )


def create_meeting_seat(meeting: Meeting | None = None) -> MeetingSeat:
    meeting = meeting or create_meeting()
    return MeetingSeat.objects.create(meeting=meeting, slot=meeting.slot, participation=meeting.asking)


def create_follow_up(edition: Edition | None = None, kind: str = FollowUpKind.VISIT) -> FollowUp:
    return FollowUp.objects.create(
        kind=kind, title="A visit in autumn", language="en", edition=edition, recorded_at=timezone.now()
    )


def create_follow_up_party(follow_up: FollowUp | None = None, person: Person | None = None) -> FollowUpParty:
    return FollowUpParty.objects.create(
        follow_up=follow_up or create_follow_up(), person=person or create_person()
    )


def create_reminder(follow_up: FollowUp | None = None, months: int = 3) -> Reminder:
    return Reminder.objects.create(
        follow_up=follow_up or create_follow_up(), months=months, sent_at=timezone.now()
    )


def create_conversation(
    edition: Edition | None = None, *, series: Series | None = None, phase: str = "vote"
) -> Conversation:
    """Of a series as a whole where only that is given. Its secret exists while it is not closed."""
    if series is None:
        edition = edition or create_edition()
        series = edition.series
    conversation = Conversation.objects.create(
        series=series,
        edition=edition,
        number=series.conversations.count() + 1,
        topic=text("Measures for cooperation"),
        phase=phase,
        closed_at=timezone.now() if phase == "closed" else None,
    )
    if phase != "closed":
        make_fleeting(conversation.public_id)
    return conversation


def create_statement(
    conversation: Conversation | None = None,
    *,
    words: str = "",
    language: str = "en",
    state: str = "accepted",
    author: Participation | None = None,
    seed: bool = False,
) -> Statement:
    number = next(_numbers)
    words = words or f"Measure {number}"
    return Statement.objects.create(
        conversation=conversation or create_conversation(),
        number=number,
        text=Text(language, {language: TextEntry(words)}),
        key=words.casefold(),
        state=state,
        reason="topic" if state == "rejected" else "",
        author=author,
        seed=seed,
        proposed_at=timezone.now().replace(minute=0, second=0, microsecond=0),
    )


def create_voter(conversation: Conversation | None = None, *, country: str = "KR") -> Voter:
    """A pseudonym of nobody."""
    return Voter.objects.create(
        key=uuid.uuid4().hex * 2,
        conversation=conversation or create_conversation(),
        country=create_country(country),
    )


def create_vote(
    voter: Voter | None = None,
    statement: Statement | None = None,
    *,
    value: int | None = Choice.AGREE,
    ballot: str = Ballot.OPEN,
) -> Vote:
    """With its one event."""
    statement = statement or create_statement(voter.conversation if voter else None)
    voter = voter or create_voter(statement.conversation)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    vote = Vote.objects.create(
        voter=voter, statement=statement, ballot=ballot, value=value, number=1, hour=hour, language="en"
    )
    create_vote_event(vote)
    return vote


def create_vote_event(vote: Vote | None = None) -> VoteEvent:
    if vote is None:
        return create_vote().events.get()
    return VoteEvent.objects.create(
        id=uuid.uuid4(),
        vote=vote,
        number=vote.number,
        value=vote.value,
        hour=vote.hour,
        language=vote.language,
    )


def create_snapshot(
    conversation: Conversation | None = None,
    *,
    ballot: str = Ballot.OPEN,
    content: Mapping[str, Any] | None = None,
) -> Snapshot:
    """Of nothing yet; with the content of `tests.domain.opinions.outcome`, of results."""
    return Snapshot.objects.create(
        conversation=conversation or create_conversation(),
        ballot=ballot,
        number=1 if content else 0,
        content=content or {},
    )


def create_archive(conversation: Conversation | None = None, *, folder: bytes = b"PK") -> Archive:
    conversation = conversation or create_conversation(phase="closed")
    return Archive.objects.create(conversation=conversation, folder=folder)


def create_agenda_item(
    conversation: Conversation | None = None, *, statement: Statement | None = None, position: int = 1
) -> AgendaItem:
    statement = statement or create_statement(conversation)
    return AgendaItem.objects.create(
        conversation=statement.conversation, statement=statement, position=position
    )


def create_question_time(edition: Edition | None = None, *, open: bool = True) -> QuestionTime:
    edition = edition or create_edition()
    made = QuestionTime.objects.create(
        edition=edition,
        number=edition.question_times.count() + 1,
        title=text("Questions to the speaker"),
        open=open,
    )
    make_fleeting(made.public_id)
    return made


def create_question(
    question_time: QuestionTime | None = None,
    *,
    words: str = "What comes next?",
    state: str = "accepted",
    author: Participation | None = None,
) -> Question:
    return Question.objects.create(
        question_time=question_time or create_question_time(),
        number=next(_numbers),
        text=Text("en", {"en": TextEntry(words)}),
        state=state,
        author=author,
        asked_at=timezone.now().replace(minute=0, second=0, microsecond=0),
    )


def create_second(question: Question | None = None) -> Second:
    return Second.objects.create(question=question or create_question(), key=uuid.uuid4().hex * 2)


def create_screen(edition: Edition | None = None) -> Screen:
    edition = edition or create_edition()
    return Screen.objects.create(
        series=edition.series, edition=edition, languages=["ko", "ja", "zh-hans", "en"]
    )


def create_mail(to: str = "person@example.org") -> Mail:
    return Mail.objects.create(
        to=to,
        subject="Subject",
        body="Body",
        message_id=f"<{next(_numbers)}@example.org>",
        queued_at=timezone.now(),
    )


def create_head() -> Head:
    return Head.objects.get_or_create(pk=1)[0]


def create_entry() -> Entry:
    return Entry.objects.create(
        number=next(_numbers), at=timezone.now(), action="add", object_type="x", object_id="1"
    )


def create_access() -> Access:
    return Access.objects.create(at=timezone.now(), what="people")


def create_access_subject(access: Access | None = None, *, person: int = 1) -> AccessSubject:
    return AccessSubject.objects.create(access=access or create_access(), person=person)

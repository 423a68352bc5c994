package trail

// Event is what happened, in the past tense. The names are the domain's; what
// the time-line calls them is in the catalogues, under "peoplepages.event.<Event>".
type Event string

// The community and its accounts.
const (
	CommunityFounded   Event = "CommunityFounded"
	CommunityChanged   Event = "CommunityChanged"
	AccountInvited     Event = "AccountInvited"
	AccountJoined      Event = "AccountJoined"
	AccountChanged     Event = "AccountChanged"
	AccountPaused      Event = "AccountPaused"
	PasswordSet        Event = "PasswordSet"
	SignInLinkMade     Event = "SignInLinkMade"
	SignedIn           Event = "SignedIn"
	SignedOut          Event = "SignedOut"
	CompanionCleared   Event = "CompanionCleared"
	ClearanceWithdrawn Event = "ClearanceWithdrawn"
)

// The community's words.
const (
	PhraseChanged     Event = "PhraseChanged"
	LanguageOffered   Event = "LanguageOffered"
	LanguageWithdrawn Event = "LanguageWithdrawn"
)

// A person's own look at what is kept of them.
const (
	OwnLinkMade     Event = "OwnLinkMade"
	OwnLinkRevoked  Event = "OwnLinkRevoked"
	OwnLinkOpened   Event = "OwnLinkOpened"
	OwnWordSet      Event = "OwnWordSet"
	OwnRecordOpened Event = "OwnRecordOpened"
	OwnVisitEnded   Event = "OwnVisitEnded"
	OwnRequestMade  Event = "OwnRequestMade"
	OwnRequestSeen  Event = "OwnRequestSeen"
	CopyTaken       Event = "CopyTaken" // by the person, or for them
)

// The directory.
const (
	PlacesImported     Event = "PlacesImported"
	ListImported       Event = "ListImported"
	MeetingAdded       Event = "MeetingAdded"
	MeetingCorrected   Event = "MeetingCorrected"
	MeetingVerified    Event = "MeetingVerified"
	MeetingWithdrawn   Event = "MeetingWithdrawn"
	MeetingFlagged     Event = "MeetingFlagged"
	MeetingFoundClosed Event = "MeetingFoundClosed"
)

// A person, and what they said.
const (
	ConversationHeld Event = "ConversationHeld"
	TallyAdded       Event = "TallyAdded"
	PersonAdded      Event = "PersonAdded"
	PersonChanged    Event = "PersonChanged"
	PersonErased     Event = "PersonErased"
	ConsentGiven     Event = "ConsentGiven"
	ConsentWithdrawn Event = "ConsentWithdrawn"
)

// Shifts, tallies, members who were rung, and agencies that ask.
const (
	WorkPlaceAdded  Event = "WorkPlaceAdded"
	WorkPlaceClosed Event = "WorkPlaceClosed"
	WorkPlaceOpened Event = "WorkPlaceOpened"
	ShiftPlanned    Event = "ShiftPlanned"
	ShiftRemoved    Event = "ShiftRemoved"
	ShiftStarted    Event = "ShiftStarted"
	ShiftStopped    Event = "ShiftStopped"
	WeekCopied      Event = "WeekCopied"
	TallyTakenBack  Event = "TallyTakenBack"
	MemberRung      Event = "MemberRung"      // not which member
	RingListChanged Event = "RingListChanged" // not who is on it
	AgencyAdded     Event = "AgencyAdded"
	AgencyChanged   Event = "AgencyChanged"
	AskMade         Event = "AskMade"
	AskTaken        Event = "AskTaken"
	AskFinished     Event = "AskFinished"
	SharedWith      Event = "SharedWith"
)

// A link, its plans and its check-ins.
const (
	TopicRaised            Event = "TopicRaised"
	OptionsShown           Event = "OptionsShown"
	GapFound               Event = "GapFound"    // one kind only, or nothing, within reach
	WishChanged            Event = "WishChanged" // the question was put anew; not what was asked
	DeclinedForNow         Event = "DeclinedForNow"
	OptionChosen           Event = "OptionChosen"
	PlanMade               Event = "PlanMade"
	PlanChanged            Event = "PlanChanged"
	CompanionAsked         Event = "CompanionAsked"
	CompanionReleased      Event = "CompanionReleased"
	CompanionMet           Event = "CompanionMet"
	CompanionSafeReturn    Event = "CompanionSafeReturn"
	PlanDidNotHappen       Event = "PlanDidNotHappen"
	FirstMeetingAttended   Event = "FirstMeetingAttended"
	LeftEarly              Event = "LeftEarly"
	CheckInHeld            Event = "CheckInHeld"
	CheckInNotReached      Event = "CheckInNotReached"
	ComfortRecorded        Event = "ComfortRecorded"
	FeltUnsafeRaised       Event = "FeltUnsafeRaised"
	ThinkAgainStarted      Event = "ThinkAgainStarted"
	AlternativeOpened      Event = "AlternativeOpened"
	ContinuingReported     Event = "ContinuingReported"
	InvolvementReported    Event = "InvolvementReported"
	LinkPaused             Event = "LinkPaused"
	LinkResumed            Event = "LinkResumed"
	SteppedBack            Event = "SteppedBack"
	Reopened               Event = "Reopened"
	HandedOverToFellowship Event = "HandedOverToFellowship"
	LinkClosed             Event = "LinkClosed"
)

// A sealed record: who may open it, and what a person is kept away from. The
// entries do not say from whom or where.
const (
	RecordSealed     Event = "RecordSealed"
	LetIn            Event = "LetIn"
	PutOut           Event = "PutOut"
	HatTold          Event = "HatTold"    // the person is told at the account that they sign in with
	GlassTried       Event = "GlassTried" // with a person where one was opened
	ExclusionAdded   Event = "ExclusionAdded"
	ExclusionEnded   Event = "ExclusionEnded"
	MeetingSeeLead   Event = "MeetingSeeLead" // not suggested at present
	MeetingSuggested Event = "MeetingSuggested"
)

// Companions: when they can go along, and who looks after them.
const (
	CapacityChanged  Event = "CapacityChanged"
	CompanionRested  Event = "CompanionRested"
	CompanionBack    Event = "CompanionBack"
	SupervisionHeld  Event = "SupervisionHeld"
	TalkAsked        Event = "TalkAsked" // that somebody would like to talk; never of what
	TalkAnswered     Event = "TalkAnswered"
	OutingSettingSet Event = "OutingSettingSet"
	CompanyWished    Event = "CompanyWished" // who somebody would like to go along; not whom
	ReminderGiven    Event = "ReminderGivenByPerson"
	PersonTold       Event = "PersonTold" // of a change that somebody else made to their plan
	CompanionParted  Event = "CompanionParted"

	CompanionAccepted Event = "CompanionAccepted" // they said that they can go
)

// Who asks about a link, and what woke it.
const (
	AskerChosen   Event = "AskerChosen"
	RowHandedOver Event = "RowHandedOver"
	RowTakenBack  Event = "RowTakenBack"
	LinkWoken     Event = "LinkWoken" // something has changed for the person; not what
)

// Who can get into whose account.
const (
	SignInLinkSeconded Event = "SignInLinkSeconded"
	SignInLinkRefused  Event = "SignInLinkRefused"
	SignInsEnded       Event = "SignInsEnded" // all of somebody else's, at once
	LockOutLifted      Event = "LockOutLifted"
)

// A concern. None of these names a person or stands on a time-line: who may
// know that there is a concern is decided by package concern alone.
const (
	ConcernRaised    Event = "ConcernRaised"
	ConcernOpened    Event = "ConcernOpened" // somebody looked at it
	ConcernRead      Event = "ConcernRead"   // somebody answers for it
	ConcernNoted     Event = "ConcernNoted"  // a note, an action, a decision, what was shared
	ConcernPrinted   Event = "ConcernPrinted"
	ConcernClosed    Event = "ConcernClosed"
	ConcernReopened  Event = "ConcernReopened"
	ConcernAnswering Event = "ConcernAnswering" // whom to ring and how soon was changed
)

// What becomes of a person's record as a whole.
const (
	TallyNamed       Event = "TallyNamed"       // it became somebody's chat; not whose
	PersonHandedOver Event = "PersonHandedOver" // somebody else of the team looks after them
	RecordsMerged    Event = "RecordsMerged"
	MergeUndone      Event = "MergeUndone"
	PersonDied       Event = "PersonDied"
	DeathTakenBack   Event = "DeathTakenBack" // it was a mistake
	FarewellTold     Event = "FarewellTold"   // whoever was to go along was told, in person
)

// Messages. No entry holds a word of one, a number or an address.
const (
	MessageAsked           Event = "MessageAsked"
	MessageHeld            Event = "MessageHeld"    // it is quiet
	MessageClaimed         Event = "MessageClaimed" // about to be handed over
	MessageReturned        Event = "MessageReturned"
	MessageHandedOver      Event = "MessageHandedOver"
	MessageDelivered       Event = "MessageDelivered"
	MessageFailed          Event = "MessageFailed"
	MessageUnknown         Event = "MessageUnknown"
	MessageStopped         Event = "MessageStopped"
	MessageSeen            Event = "MessageSeen" // somebody looked at what went wrong
	ReplyReceived          Event = "ReplyReceived"
	ReplyRead              Event = "ReplyRead"
	MessageSettingsChanged Event = "MessageSettingsChanged"
)

// Complaints: one came, and something changed because of it; of no person.
const (
	ComplaintCame     Event = "ComplaintCame"
	ComplaintAnswered Event = "ComplaintAnswered"
)

// Evaluations: what will be counted is fixed, then held against the place's own
// figures; a report left the organisation.
const (
	EvaluationFixed    Event = "EvaluationFixed"
	EvaluationCompared Event = "EvaluationCompared"
	EvaluationIssued   Event = "EvaluationIssued"
	EqualityTold       Event = "EqualityTold" // somebody said something of themselves, for the figures alone; not what
)

// Measures. What was answered is never in the trail.
const (
	MeasureBrought    Event = "MeasureBrought" // a definition, with the leave for its words
	MeasureAsked      Event = "MeasureAsked"   // of a person: it waits for answers
	MeasureLinkMade   Event = "MeasureLinkMade"
	MeasureOpened     Event = "MeasureOpened"
	MeasureStopped    Event = "MeasureStopped" // before the end
	MeasureVisitEnded Event = "MeasureVisitEnded"
	MeasureAnswered   Event = "MeasureAnswered"
	MeasureWithdrawn  Event = "MeasureWithdrawn" // what was answered is erased
	MeasureLapsed     Event = "MeasureLapsed"    // it planned itself, and is not asked; on nobody's time-line
	QuoteAgreed       Event = "QuoteAgreed"      // something they wrote may be in a report
	QuoteTakenBack    Event = "QuoteTakenBack"
	TimetableChanged  Event = "TimetableChanged" // which questions plan themselves
)

// Programmes and courses. Presence is at our own sessions, never at a meeting
// of a fellowship.
const (
	ProgrammeMade       Event = "ProgrammeMade" // a version of it
	CourseStarted       Event = "CourseStarted"
	CourseChanged       Event = "CourseChanged"
	SessionMoved        Event = "SessionMoved"
	SessionDelivered    Event = "SessionDelivered" // or not; its record was written
	CourseEnrolled      Event = "CourseEnrolled"   // a place, or one in the waiting list
	CourseOffered       Event = "CourseOffered"
	CourseJoined        Event = "CourseJoined"
	CourseLeft          Event = "CourseLeft"
	CourseReturned      Event = "CourseReturned"
	CourseMoved         Event = "CourseMoved" // they go on with another course
	CourseGraduated     Event = "CourseGraduated"
	SessionAttended     Event = "SessionAttended"
	AttendanceTakenBack Event = "AttendanceTakenBack"
	SessionNoted        Event = "SessionNoted" // a few words on somebody; not which
)

// AboutPeople are the events that can stand on a person's time-line: each has
// words of its own there.
var AboutPeople = []Event{
	ConversationHeld, PersonAdded, PersonChanged, ConsentGiven, ConsentWithdrawn, TopicRaised, OptionsShown,
	GapFound, WishChanged, DeclinedForNow, OptionChosen, PlanMade, PlanChanged, CompanionAsked,
	CompanionReleased, CompanionMet, CompanionSafeReturn, MeetingFoundClosed, PlanDidNotHappen,
	FirstMeetingAttended, LeftEarly,
	CheckInHeld, CheckInNotReached, ComfortRecorded, FeltUnsafeRaised, ThinkAgainStarted, AlternativeOpened,
	ContinuingReported, InvolvementReported, LinkPaused, LinkResumed, SteppedBack, Reopened,
	HandedOverToFellowship, LinkClosed,
	RecordSealed, LetIn, PutOut, HatTold, GlassTried,
	EqualityTold, CompanyWished, ReminderGiven, PersonTold, CompanionParted, CompanionAccepted,
	AskerChosen, RowHandedOver, RowTakenBack, LinkWoken,
	OwnLinkMade, OwnLinkRevoked, OwnLinkOpened, OwnWordSet, OwnRecordOpened, OwnVisitEnded, OwnRequestMade, OwnRequestSeen, CopyTaken,
	MemberRung, SharedWith,
	PersonDied, DeathTakenBack, FarewellTold, RecordsMerged, MergeUndone, PersonHandedOver,
	MessageAsked, MessageHeld, MessageHandedOver, MessageDelivered, MessageFailed, MessageUnknown, MessageStopped, ReplyReceived,
	CourseEnrolled, CourseOffered, CourseJoined, CourseLeft, CourseReturned, CourseMoved, CourseGraduated,
	SessionAttended, AttendanceTakenBack, SessionNoted,
	MeasureAsked, MeasureLinkMade, MeasureOpened, MeasureStopped, MeasureVisitEnded, MeasureAnswered, MeasureWithdrawn,
	QuoteAgreed, QuoteTakenBack,
}

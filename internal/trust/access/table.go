package access

// Action is something that can be done, named by record and verb.
type Action string

const (
	TodayRead      Action = "today.read"
	PersonRead     Action = "person.read"
	PersonWrite    Action = "person.write"
	PersonErase    Action = "person.erase"
	ConsentWrite   Action = "consent.write"
	ChatRead       Action = "chat.read" // the words of a chat
	ChatWrite      Action = "chat.write"
	TallyWrite     Action = "tally.write"
	LinkRead       Action = "link.read"
	LinkWrite      Action = "link.write"
	PlanWrite      Action = "plan.write"
	CheckInWrite   Action = "check-in.write"
	OutingRead     Action = "outing.read" // a plan as the companion on it sees it
	OutingWrite    Action = "outing.write"
	CompanionRead  Action = "companion.read" // who could go along: first names and clearance
	CompanionClear Action = "companion.clear"

	MeetingRead   Action = "meeting.read"
	MeetingCheck  Action = "meeting.check" // "I rang, today"; flag
	MeetingWrite  Action = "meeting.write"
	MeetingImport Action = "meeting.import"
	PlaceImport   Action = "place.import"

	AccountRead     Action = "account.read"
	AccountWrite    Action = "account.write" // invite a volunteer, change, pause
	CommunityWrite  Action = "community.write"
	DraftWrite      Action = "draft.write"
	OwnSignIn       Action = "sign-in.own"      // sign out, own devices
	AccountElevated Action = "account.elevated" // make somebody a manager or an administrator
)

// reaches is one row of the table.
type reaches map[Role]Reach

// Table is the whole of who may do what. Source of the rows about people:
// the role table of the domain notes (7.7): a facilitator has their own
// people; a companion a first name and a plan; a manager everybody by need
// (each look is logged) but no words of a chat; an administrator no content.
var Table = map[Action]reaches{
	TodayRead:      {Facilitator: Own, Manager: All},
	PersonRead:     {Facilitator: Own, Manager: All},
	PersonWrite:    {Facilitator: Own, Manager: All},
	PersonErase:    {Facilitator: Own, Manager: All},
	ConsentWrite:   {Facilitator: Own, Manager: All},
	ChatRead:       {Facilitator: Own},
	ChatWrite:      {Facilitator: Own, Manager: Own},
	TallyWrite:     {Facilitator: Own, Manager: Own},
	LinkRead:       {Facilitator: Own, Manager: All},
	LinkWrite:      {Facilitator: Own, Manager: All},
	PlanWrite:      {Facilitator: Own, Manager: All},
	CheckInWrite:   {Facilitator: Own, Manager: All},
	OutingRead:     {Companion: Own},
	OutingWrite:    {Companion: Own, Manager: All},
	CompanionRead:  {Facilitator: All, Manager: All},
	CompanionClear: {Manager: All},

	MeetingRead:   {Facilitator: All, Companion: All, Manager: All, Administrator: All, operator: All},
	MeetingCheck:  {Facilitator: All, Manager: All},
	MeetingWrite:  {Manager: All},
	MeetingImport: {Manager: All, operator: All},
	PlaceImport:   {Manager: All, Administrator: All, operator: All},

	AccountRead:     {Manager: All, Administrator: All, operator: All},
	AccountWrite:    {Manager: All, Administrator: All, operator: All},
	AccountElevated: {Administrator: All, operator: All},
	CommunityWrite:  {Manager: All, Administrator: All, operator: All},
	DraftWrite:      {Facilitator: Own, Companion: Own, Manager: Own, Administrator: Own},
	OwnSignIn:       {Facilitator: Own, Companion: Own, Manager: Own, Administrator: Own},
}

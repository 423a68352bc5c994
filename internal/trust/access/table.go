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
	FacetWrite     Action = "facet.write" // what part a person says they take
	OutingRead     Action = "outing.read" // a plan as the companion on it sees it
	OutingWrite    Action = "outing.write"
	CompanionRead  Action = "companion.read" // who could go along: first names and clearance
	CompanionClear Action = "companion.clear"
	AlarmAnswer    Action = "alarm.answer" // a companion who is not marked safely home: ring, and say that all is well
	TalkAnswer     Action = "talk.answer"  // a companion who would like to talk with somebody

	PersonMerge     Action = "person.merge"
	PersonDied      Action = "person.died"
	PersonSeal      Action = "person.seal"        // make a record one that colleagues cannot open; say who may
	BreakGlass      Action = "person.break-glass" // open a sealed record, with a reason, told to the person and the lead
	GlassRead       Action = "glass.read"         // who opened sealed records so, and why
	ExclusionRead   Action = "exclusion.read"     // who and where a person is kept away from
	ExclusionWrite  Action = "exclusion.write"
	OwnViewWrite    Action = "own-view.write" // make or take back a person's own link
	GuestWrite      Action = "guest.write"    // guests in the room at the morning meeting
	RowHandOver     Action = "row.hand-over"  // who asks
	RingRead        Action = "ring.read"      // members who may be rung, by fellowship
	RingWrite       Action = "ring.write"
	ShiftRead       Action = "shift.read"
	ShiftWrite      Action = "shift.write"
	AskRead         Action = "ask.read" // a keyworker asked for a facilitator
	AskWrite        Action = "ask.write"
	AgencyWrite     Action = "agency.write" // partner agencies whose keyworkers may ask
	ConcernRaise    Action = "concern.raise"
	ConcernRead     Action = "concern.read"
	ConcernWrite    Action = "concern.write"
	ConcernSettings Action = "concern.settings" // whom to ring, and how soon a concern is read
	MessageSend     Action = "message.send"
	MessageRead     Action = "message.read" // replies and delivery states
	MessageSettings Action = "message.settings"
	NumbersRead     Action = "numbers.read"
	PhraseWrite     Action = "phrase.write"   // the community's own words
	SightRead       Action = "sight.read"     // "what can Sam see?"
	ReadsRead       Action = "reads.read"     // who looked at a record
	CapacityWrite   Action = "capacity.write" // a companion's own evenings, rest days, what they share

	ComplaintRead  Action = "complaint.read"
	ComplaintWrite Action = "complaint.write"

	EvaluationRead  Action = "evaluation.read" // what came of it: figures with small counts in them
	EvaluationWrite Action = "evaluation.write"
	ProgrammeRead   Action = "programme.read"
	ProgrammeWrite  Action = "programme.write"
	CourseRead      Action = "course.read" // when and where it is and how many places are free; nobody's name
	CourseWrite     Action = "course.write"
	MeasureAsk      Action = "measure.ask"  // put questions to a person, and type what they answer
	MeasureRead     Action = "measure.read" // what they answered
	CourseRun       Action = "course.run"   // who is on it, its registers and records

	MeetingRead   Action = "meeting.read"
	MeetingCheck  Action = "meeting.check" // "I rang, today"; flag
	MeetingWrite  Action = "meeting.write"
	MeetingRest   Action = "meeting.rest" // not suggested at present, see the safeguarding lead
	MeetingImport Action = "meeting.import"
	PlaceImport   Action = "place.import"

	AccountRead     Action = "account.read"
	AccountWrite    Action = "account.write" // invite a volunteer, change, pause
	CommunityWrite  Action = "community.write"
	DraftWrite      Action = "draft.write"
	OwnSignIn       Action = "sign-in.own"      // sign out, own devices
	AccountElevated Action = "account.elevated" // make somebody a manager, a lead, a deputy or an administrator
	AccountSecond   Action = "account.second"   // agree to a link that opens the account of one who reads concerns
)

// reaches is one row of the table.
type reaches map[Role]Reach

// Table is the whole of who may do what. Source of the rows about people:
// the role table of the domain notes (7.7): a facilitator has their own
// people; a companion a first name and a plan; a manager everybody by need
// (each look is logged) but no words of a chat; an administrator no content.
var Table = map[Action]reaches{
	TodayRead:      {Facilitator: Own, Manager: All},
	PersonRead:     {Facilitator: Own, Manager: All, Lead: Needed, Deputy: Needed, self: Own},
	PersonWrite:    {Facilitator: Own, Manager: All},
	PersonErase:    {Facilitator: Own, Manager: All},
	ConsentWrite:   {Facilitator: Own, Manager: All, self: Own},
	ChatRead:       {Facilitator: Own, Lead: Needed, Deputy: Needed, self: Own},
	ChatWrite:      {Facilitator: Own, Manager: Own},
	TallyWrite:     {Facilitator: Own, Manager: Own},
	LinkRead:       {Facilitator: Own, Manager: All, self: Own},
	LinkWrite:      {Facilitator: Own, Manager: All},
	PlanWrite:      {Facilitator: Own, Manager: All},
	CheckInWrite:   {Facilitator: Own, Companion: Own, Manager: All}, // own: whose record it is, or whom they let ask
	FacetWrite:     {Facilitator: Own, Manager: All},
	OutingRead:     {Companion: Own},
	OutingWrite:    {Companion: Own, Manager: All},
	CompanionRead:  {Facilitator: All, Manager: All},
	CompanionClear: {Manager: All},
	AlarmAnswer:    {Facilitator: Own, Manager: All, Lead: All, Deputy: All},
	TalkAnswer:     {Manager: All, Lead: All, Deputy: All},

	PersonMerge:     {Manager: All},
	PersonDied:      {Facilitator: Own, Manager: All},
	PersonSeal:      {Facilitator: Own, Manager: Own},
	BreakGlass:      {Manager: All, Lead: All},
	GlassRead:       {Lead: All, Deputy: All},
	ExclusionRead:   {Facilitator: Own, Lead: All, Deputy: All},
	ExclusionWrite:  {Facilitator: Own, Lead: All, Deputy: All},
	OwnViewWrite:    {Facilitator: Own, Manager: All},
	GuestWrite:      {Facilitator: All, Manager: All},
	RowHandOver:     {Facilitator: Own, Manager: All},
	RingRead:        {Facilitator: All, Manager: All},
	RingWrite:       {Facilitator: All, Manager: All},
	ShiftRead:       {Facilitator: All, Manager: All},
	ShiftWrite:      {Facilitator: Own, Manager: All},
	AskRead:         {Facilitator: All, Manager: All},
	AskWrite:        {Facilitator: All, Manager: All},
	AgencyWrite:     {Manager: All},
	ConcernRaise:    {Facilitator: All, Companion: All, Manager: All, Lead: All, Deputy: All, Trainer: All, Administrator: All},
	ConcernRead:     {Lead: Own, Deputy: Own, Manager: Needed},
	ConcernWrite:    {Lead: Own, Deputy: Own, Manager: Needed},
	ConcernSettings: {Lead: All, Manager: All, Administrator: All},
	MessageSend:     {Facilitator: Own, Manager: All},
	MessageRead:     {Facilitator: Own, Manager: All},
	MessageSettings: {Manager: All, Administrator: All, operator: All},
	NumbersRead:     {Facilitator: All, Manager: All, Lead: All, Trainer: All},
	PhraseWrite:     {Manager: All, Administrator: All},
	SightRead:       {Manager: All, Lead: All, Administrator: All},
	ReadsRead:       {Facilitator: Own, Manager: All, Lead: All},
	CapacityWrite:   {Companion: Own, Manager: All},

	ComplaintRead:  {Manager: All, Lead: All, Deputy: All},
	ComplaintWrite: {Manager: All, Lead: All, Deputy: All},

	EvaluationRead:  {Manager: All, operator: All},
	EvaluationWrite: {Manager: All, operator: All},
	ProgrammeRead:   {Facilitator: All, Manager: All, Trainer: All, operator: All},
	ProgrammeWrite:  {Manager: All, operator: All},
	MeasureAsk:      {Facilitator: Own, Manager: All},
	MeasureRead:     {Facilitator: Own, Manager: Own, self: Own},
	CourseRead:      {Facilitator: All, Manager: All},
	CourseWrite:     {Manager: All},
	CourseRun:       {Facilitator: Own, Manager: All}, // own: a course that they run; a place of somebody whose record they keep

	MeetingRead:   {Facilitator: All, Companion: All, Manager: All, Lead: All, Deputy: All, Trainer: All, Administrator: All, operator: All},
	MeetingCheck:  {Facilitator: All, Manager: All},
	MeetingWrite:  {Manager: All},
	MeetingRest:   {Lead: All, Deputy: All},
	MeetingImport: {Manager: All, operator: All},
	PlaceImport:   {Manager: All, Administrator: All, operator: All},

	AccountRead:     {Manager: All, Lead: All, Deputy: All, Administrator: All, operator: All},
	AccountWrite:    {Manager: All, Administrator: All, operator: All},
	AccountElevated: {Administrator: All, operator: All},
	AccountSecond:   {Manager: All, Lead: All, Deputy: All, Administrator: All},
	CommunityWrite:  {Manager: All, Administrator: All, operator: All},
	DraftWrite:      {Facilitator: Own, Companion: Own, Manager: Own, Lead: Own, Deputy: Own, Trainer: Own, Administrator: Own},
	OwnSignIn:       {Facilitator: Own, Companion: Own, Manager: Own, Lead: Own, Deputy: Own, Trainer: Own, Administrator: Own},
}

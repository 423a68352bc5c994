package person

// Moves are the tables whose rows follow a person into the record that theirs
// becomes part of, each with the column that names a row. A house test holds
// that every table that hangs on a person stands here or in [Stays].
var Moves = []Hanging{
	{"consent", "id"},
	{"chat", "id"},
	{"link", "id"},
	{"ask", "id"},
	{"unsuitable", "id"},
	{"apart", "id"},
	{"concern_person", "concern_id"},
	{"message", "id"},
	{"message_reply", "id"},
	{"own_request", "id"},
	{"enrolment", "id"},
	{"measure_ask", "id"},
}

// Hanging is a table whose rows each hang on one person.
type Hanging struct{ Table, Row string }

// MovesAlone are the tables with at most one row for a person: it follows them
// where the other record has none.
var MovesAlone = []string{"company_wish", "equality"}

// Ends are the tables of what lets somebody in: it ends on both records, when
// they are put together and when they are taken apart, for nobody knows who
// holds it. Each has ended_at.
var Ends = []string{"own_link", "measure_link"}

// Stays are the tables whose rows stay with the record that went in, with the
// reason.
var Stays = map[string]string{
	"person":       "merged_into is what a merge writes; those that went into it before are carried along",
	"person_find":  "it is written anew from the names of both",
	"person_merge": "it is how the merge is undone",
	"draft":        "it is bound to the address of its form, which goes on working",
	"farewell":     "who has died is not merged",
	"let_in":       "a sealed record is not merged",
	"hat":          "a sealed record is not merged",
	"glass":        "its rows are never changed",
	"own_word":     "whoever chose it for one record does not read the other by it",
}

package measure

import "slices"

// Format is the edition of the definition format that this program reads.
const Format = "openmaf-measure/1"

// Definition is one measure. Nobody changes one after Parse: definitions are
// shared between requests.
type Definition struct {
	Format        string        `json:"format"`
	ID            string        `json:"id"`      // of the file and the command line: barc-10
	Version       string        `json:"version"` // of this definition, not of the publication
	Title         string        `json:"title"`
	About         string        `json:"about"`           // one line for staff: what it measures and of when
	Notes         []string      `json:"notes,omitempty"` // what staff must know, with sources
	Licence       Licence       `json:"licence"`
	Questionnaire Questionnaire `json:"questionnaire"`
	Scoring       Scoring       `json:"scoring"`
	Tests         []Vector      `json:"tests"`
}

// Class says what a community must do before it uses a measure.
type Class string

// The classes, from freest to closest.
const (
	OpenWording         Class = "open-wording"
	OpenWithAttribution Class = "open-with-attribution"
	RegisterFirst       Class = "register-first"
	Permission          Class = "permission"
	Commercial          Class = "commercial"
)

// Open reports whether the wording may be in our repository and in an export.
func (c Class) Open() bool { return c == OpenWording || c == OpenWithAttribution }

// Licence is on what ground a measure may be used, and how we know.
type Licence struct {
	Class       Class    `json:"class"`
	Name        string   `json:"name"`
	Holder      string   `json:"rightsHolder"`
	Attribution string   `json:"attribution"` // prints on every form and report
	Sources     []string `json:"sources"`     // addresses of wording, scoring and terms
	Evidence    string   `json:"evidence"`    // who allows it, where that was read and when
	WordingHash string   `json:"wordingSHA256,omitempty"`
}

// Scoring turns answers into scores.
type Scoring struct {
	// NoTotal says why there is no total; then no score may be one.
	NoTotal string     `json:"noTotal,omitempty"`
	Scores  []ScoreDef `json:"scores"`
}

// Kinds of score.
const (
	Total    = "total"
	Subscale = "subscale"
	Line     = "line" // one answer or count, reported by itself
)

// What a higher score means.
const (
	Better  = "better"
	Worse   = "worse"
	Neither = "neither"
)

// ScoreDef is how one score is made.
type ScoreDef struct {
	ID       string          `json:"id"`
	Title    string          `json:"title"`
	Kind     string          `json:"kind"`
	Higher   string          `json:"higher"` // Better, Worse or Neither
	Min      float64         `json:"min"`
	Max      float64         `json:"max"`
	PerGroup string          `json:"perGroup,omitempty"` // linkId of a repeating group: one score for each time it was answered
	Of       Expr            `json:"of"`
	Bands    []Band          `json:"bands,omitempty"`
	Change   *ReliableChange `json:"reliableChange,omitempty"`
	Norms    *Norms          `json:"norms,omitempty"`
}

// Band is the part of a score's range that begins at From and ends before the
// next band.
type Band struct {
	From  float64 `json:"from"`
	ID    string  `json:"id"`
	Title string  `json:"title"`
}

// ReliableChange is how large a change must be to be more than imprecision:
// either a published Limit in points, or Reliability and SD for the formula of
// Jacobson and Truax 1991 (1.96 × SD × √2 × √(1 − reliability)).
type ReliableChange struct {
	Limit       float64 `json:"limit,omitempty"`
	Reliability float64 `json:"reliability,omitempty"`
	SD          float64 `json:"sd,omitempty"`
	Source      string  `json:"source"`
}

// Norms are the mean and the standard deviation of the score among people who
// look for no help: the usual range is on their side of cut-off c of Jacobson and
// Truax 1991.
type Norms struct {
	Mean   float64 `json:"mean"`
	SD     float64 `json:"sd"`
	Source string  `json:"source"`
}

// Vector is one set of answers and what must come of them.
type Vector struct {
	Name    string             `json:"name"`
	Every   *float64           `json:"every,omitempty"` // the answer to each scored item not named in Answers
	Answers map[string]any     `json:"answers,omitempty"`
	Scores  map[string]float64 `json:"scores,omitempty"`
	None    []string           `json:"none,omitempty"` // scores that must not come of it
	Bands   map[string]string  `json:"bands,omitempty"`
}

// Score finds the definition of a score.
func (d *Definition) Score(id string) (ScoreDef, bool) {
	i := slices.IndexFunc(d.Scoring.Scores, func(s ScoreDef) bool { return s.ID == id })
	if i < 0 {
		return ScoreDef{}, false
	}
	return d.Scoring.Scores[i], true
}

// Worded reports whether the definition carries its questions.
func (d *Definition) Worded() bool {
	for item := range d.Questionnaire.Items() {
		if item.Text != "" {
			return true
		}
	}
	return false
}

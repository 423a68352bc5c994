package evaluation

import "openmaf/internal/platform/stats"

// AlphaTable says how well the questions of a measure hang together in a group.
// It is no proof that they measure one thing, or the right one.
type AlphaTable struct {
	People       int      `json:"n"` // who answered all questions
	Questions    int      `json:"questions"`
	Raw          Figure   `json:"raw"`
	CI           Interval `json:"ci95"`
	Standardised Figure   `json:"standardised"`
}

// Alpha computes Cronbach's alpha of the answers, one line for each person with
// as many figures as there are questions. Of people with no line, or with one of
// another length, nothing is said.
func Alpha(people [][]float64) AlphaTable {
	var questions [][]float64
	for _, one := range people {
		if len(questions) == 0 {
			questions = make([][]float64, len(one))
		}
		if len(one) != len(questions) {
			continue
		}
		for i, figure := range one {
			questions[i] = append(questions[i], figure)
		}
	}
	if len(questions) == 0 {
		return AlphaTable{}
	}
	a := stats.Alpha(questions)
	return AlphaTable{len(questions[0]), len(questions), Figure(a.Raw), Interval(a.CI), Figure(a.Standardised)}
}

// EnoughForReliability is of how many people alpha must be before it stands for
// the reliability of a measure. With thirty it is near enough where questions
// hang together strongly (Yurdugül 2008; Bujang and others 2018), and its
// interval says how near.
const EnoughForReliability = 30

// Reliability is alpha as the reliability of the measure; ok is false where it is
// of too few people, or no reliability: nought or less, or all answers alike.
func (a AlphaTable) Reliability() (r float64, ok bool) {
	r = float64(a.Raw)
	return r, a.People >= EnoughForReliability && r > 0 && r < 1
}

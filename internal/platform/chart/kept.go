package chart

import "encoding/json"

// kept is a mark as it is stored: one of the four.
type kept struct {
	Stroke *Stroke `json:"stroke,omitempty"`
	Box    *Box    `json:"box,omitempty"`
	Dot    *Dot    `json:"dot,omitempty"`
	Words  *Words  `json:"words,omitempty"`
}

// picture is a [Picture] without its methods.
type picture Picture

// MarshalJSON writes the picture so that [Picture.UnmarshalJSON] makes the same
// one of it: for what is kept as it once was.
func (p Picture) MarshalJSON() ([]byte, error) {
	marks := make([]kept, len(p.Marks))
	for i, m := range p.Marks {
		switch m := m.(type) {
		case Stroke:
			marks[i].Stroke = &m
		case Box:
			marks[i].Box = &m
		case Dot:
			marks[i].Dot = &m
		case Words:
			marks[i].Words = &m
		}
	}
	p.Marks = nil
	return json.Marshal(struct {
		picture
		Marks []kept
	}{picture(p), marks})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (p *Picture) UnmarshalJSON(text []byte) error {
	var read struct {
		picture
		Marks []kept
	}
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	*p = Picture(read.picture)
	p.Marks = make([]Mark, 0, len(read.Marks))
	for _, m := range read.Marks {
		switch {
		case m.Stroke != nil:
			p.Marks = append(p.Marks, *m.Stroke)
		case m.Box != nil:
			p.Marks = append(p.Marks, *m.Box)
		case m.Dot != nil:
			p.Marks = append(p.Marks, *m.Dot)
		case m.Words != nil:
			p.Marks = append(p.Marks, *m.Words)
		}
	}
	return nil
}

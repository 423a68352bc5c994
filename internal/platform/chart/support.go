package chart

// Support is who stood by somebody then, and who does now: for each kind of
// people two bars, the upper one open and the lower one filled.
type Support struct {
	Name, Title, Desc string
	Then, Now         string // words of the legend
	Kinds             []SupportKind
}

// SupportKind is one kind of people, how many of them on average.
type SupportKind struct {
	Name              string
	Then, Now         float64
	ThenText, NowText string
}

const (
	supportLeft  = 120
	supportRight = 300
	supportStep  = 52
	supportTop   = 34
	supportBar   = 16
)

// Draw works out the picture.
func (s Support) Draw() Picture {
	p := Picture{Name: s.Name, Title: s.Title, Desc: s.Desc, Width: 360, Height: supportTop + supportStep*len(s.Kinds)}
	p.Marks = append(p.Marks,
		Box{X: supportLeft, Y: 6, Width: 14, Height: 12, Ink: Dark}, Words{X: supportLeft + 20, Y: 17, Text: s.Then},
		Box{X: supportLeft + 110, Y: 6, Width: 14, Height: 12, Ink: Blue, Filled: true}, Words{X: supportLeft + 130, Y: 17, Text: s.Now})
	most := 0.0
	for _, k := range s.Kinds {
		most = max(most, k.Then, k.Now)
	}
	for i, k := range s.Kinds {
		y := supportTop + supportStep*i
		p.Marks = append(p.Marks, Dot{X: 10, Y: y + supportBar, Shape: Shape(i % int(shapes)), Ink: Dark})
		for n, line := range wrapped(k.Name, 14) {
			p.Marks = append(p.Marks, Words{X: 22, Y: y + supportBar + 5 + 15*n, Text: line})
		}
		then, now := scaled(k.Then, most, 0, supportRight-supportLeft), scaled(k.Now, most, 0, supportRight-supportLeft)
		p.Marks = append(p.Marks,
			Box{X: supportLeft, Y: y, Width: max(then, 1), Height: supportBar, Ink: Dark},
			Words{X: supportLeft + then + 6, Y: y + supportBar - 3, Text: k.ThenText},
			Box{X: supportLeft, Y: y + supportBar + 2, Width: max(now, 1), Height: supportBar, Ink: Blue, Filled: true},
			Words{X: supportLeft + now + 6, Y: y + 2*supportBar - 1, Text: k.NowText, Bold: true})
	}
	return p
}

package chart

// Flow is who came through, from the first stage to the last: boxes one below
// the other, and beside the way down who left it there and why.
type Flow struct {
	Name, Title, Desc string
	Stages            []Stage
}

// Stage is one box, and who is not in the next.
type Stage struct {
	Text string
	Left []string // one line for each reason, with its number
}

const (
	flowWidth   = 360
	flowBox     = 200
	flowLetters = 27
	flowAside   = 24 // letters beside the way
	flowLine    = 18
)

// Draw works out the picture.
func (f Flow) Draw() Picture {
	p := Picture{Name: f.Name, Title: f.Title, Desc: f.Desc, Width: flowWidth}
	y := 1
	for i, s := range f.Stages {
		lines := wrapped(s.Text, flowLetters)
		height := flowLine*len(lines) + 14
		p.Marks = append(p.Marks, Box{X: 1, Y: y, Width: flowBox, Height: height})
		for n, line := range lines {
			p.Marks = append(p.Marks, Words{X: 1 + flowBox/2, Y: y + flowLine*(n+1) + 2, Text: line, Anchor: Middle, Bold: true})
		}
		y += height
		if i == len(f.Stages)-1 {
			break
		}
		y = p.way(y, s.Left)
	}
	p.Height = y + 1
	return p
}

// way draws the arrow down, with those who left beside it, and returns where
// the next box begins.
func (p *Picture) way(y int, left []string) int {
	var lines []string
	for _, l := range left {
		lines = append(lines, wrapped(l, flowAside)...)
	}
	height := max(26, flowLine*len(lines)+16)
	middle := 1 + flowBox/2
	p.Marks = append(p.Marks, Stroke{X1: middle, Y1: y, X2: middle, Y2: y + height, Wide: 2, Arrow: true})
	if len(lines) > 0 {
		p.Marks = append(p.Marks, Stroke{X1: middle, Y1: y + height/2, X2: flowBox - 12, Y2: y + height/2, Dash: true, Arrow: true, Ink: Pale})
		top := y + (height-flowLine*len(lines))/2
		for n, line := range lines {
			p.Marks = append(p.Marks, Words{X: flowBox - 8, Y: top + flowLine*(n+1) - 5, Text: line})
		}
	}
	return y + height
}

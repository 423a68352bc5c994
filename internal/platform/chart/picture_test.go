package chart_test

import (
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"openmaf/internal/platform/chart"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pictures are one of each kind, of invented numbers.
var pictures = map[string]chart.Picture{
	"flow": chart.Flow{Name: "flow", Title: "Who took part", Desc: "Of 36 who started, 16 were followed.", Stages: []chart.Stage{
		{Text: "36 came to a first session", Left: []string{"17 did not join in"}},
		{Text: "19 joined in the evaluation", Left: []string{"2 not reached", "1 moved"}},
		{Text: "16 followed at six months & more"},
	}}.Draw(),
	"slope": chart.Slope{Name: "slope", Title: "Before and after", Desc: "All went up.", Before: "Start", After: "Six months", Max: 50, Lines: []chart.SlopeLine{
		{Name: "Recovery capital", Before: 24.5, After: 30.1, BeforeText: "24.5", AfterText: "30.1"},
		{Name: "Days at meetings", Before: 1.1, After: 5.4, BeforeText: "1.1", AfterText: "5.4"},
		{Name: "People in recovery", Before: 1.6, After: 3.5, BeforeText: "1.6", AfterText: "3.5"},
	}}.Draw(),
	"decay": chart.Decay{Name: "decay", Title: "Still going", Desc: "A falling curve is usual.", OursName: "This group", UsualName: "303 young adults, USA", Points: []chart.DecayPoint{
		{Days: 28, Label: "4 weeks", Share: 0.85, Low: 0.7, High: 0.93, Text: "85%"},
		{Days: 90, Label: "3 months", Share: 0.7, Low: 0.5, High: 0.83, Text: "70%"},
		{Days: 180, Label: "6 months", Share: 0.6, Low: 0.4, High: 0.75, Text: "60%"},
	}, Usual: []chart.DecayPoint{{Days: 90, Share: 0.89, Text: "89%"}, {Days: 180, Share: 0.82, Text: "82%"}}}.Draw(),
	"support": chart.Support{Name: "support", Title: "Who supports me", Desc: "More people in recovery.", Then: "At the start", Now: "At six months", Kinds: []chart.SupportKind{
		{Name: "In recovery", Then: 1.6, Now: 3.5, ThenText: "1.6", NowText: "3.5"},
		{Name: "Using", Then: 2, Now: 1, ThenText: "2.0", NowText: "1.0"},
		{Name: "Neither", Then: 1, Now: 1, ThenText: "1.0", NowText: "1.0"},
		{Name: "Not known", Then: 0.5, Now: 0, ThenText: "0.5", NowText: "0"},
	}}.Draw(),
}

func TestPicturesAreAsTheyWere(t *testing.T) {
	for name, p := range pictures {
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, []byte(p.SVG()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.SVG(); got != string(want) {
			t.Errorf("%s is drawn otherwise than in %s; look at it, then go test ./internal/platform/chart -update", name, file)
		}
	}
}

// A picture says in words what it shows, is well formed, and carries nothing
// that the pages' policy would refuse.
func TestPicturesAreFitForAPage(t *testing.T) {
	for name, p := range pictures {
		svg := p.SVG()
		for d := xml.NewDecoder(strings.NewReader(svg)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for _, part := range []string{"<title id=\"" + name + "-title\">", "<desc id=\"" + name + "-desc\">", `role="img"`} {
			if !strings.Contains(svg, part) {
				t.Errorf("%s lacks %s", name, part)
			}
		}
		for _, bad := range []string{"style=", "<script", "<style", "href"} {
			if strings.Contains(svg, bad) {
				t.Errorf("%s holds %s", name, bad)
			}
		}
	}
}

// Whatever is measured, nothing is drawn outside the picture.
func TestMarksStandInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Float64Range(-5, 60)
		s := chart.Slope{Max: 50}
		d := chart.Decay{}
		for range rapid.IntRange(0, 8).Draw(t, "lines") {
			s.Lines = append(s.Lines, chart.SlopeLine{Before: value.Draw(t, "before"), After: value.Draw(t, "after")})
			share := rapid.Float64Range(0, 1).Draw(t, "share")
			d.Points = append(d.Points, chart.DecayPoint{Days: 30 * (len(d.Points) + 1), Share: share, Low: share / 2, High: share})
		}
		for _, p := range []chart.Picture{s.Draw(), d.Draw()} {
			for _, m := range p.Marks {
				for _, at := range corners(m) {
					if at[0] < 0 || at[1] < 0 || at[0] > p.Width || at[1] > p.Height {
						t.Fatalf("%+v stands outside %d by %d", m, p.Width, p.Height)
					}
				}
			}
		}
	})
}

func corners(m chart.Mark) [][2]int {
	switch m := m.(type) {
	case chart.Stroke:
		return [][2]int{{m.X1, m.Y1}, {m.X2, m.Y2}}
	case chart.Box:
		return [][2]int{{m.X, m.Y}, {m.X + m.Width, m.Y + m.Height}}
	case chart.Dot:
		return [][2]int{{m.X - chart.Radius, m.Y - chart.Radius}, {m.X + chart.Radius, m.Y + chart.Radius}}
	case chart.Words:
		return [][2]int{{m.X, m.Y}}
	}
	return nil
}

// What was kept is drawn as it was.
func TestAKeptPictureIsTheSame(t *testing.T) {
	for name, p := range pictures {
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var read chart.Picture
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatal(err)
		}
		if read.SVG() != p.SVG() {
			t.Errorf("%s is drawn otherwise after it was kept", name)
		}
	}
}

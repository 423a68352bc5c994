package chart_test

import (
	"testing"

	"openmaf/internal/platform/chart"

	"pgregory.net/rapid"
)

func TestTheLongestLineFillsTheRoom(t *testing.T) {
	d := chart.Bars{Labels: []string{"May", "June", "July"},
		Series: []chart.Series{{Values: []int{10, 0, 5}}, {Values: []int{10, 0}}}}.Draw()
	if len(d.Bars) != 3 || len(d.Lines) != 3 {
		t.Fatalf("%d bars on %d lines", len(d.Bars), len(d.Lines))
	}
	if first, second := d.Bars[0], d.Bars[1]; first.X+first.Width != second.X || first.Width != second.Width {
		t.Errorf("two equal parts do not lie end to end: %+v %+v", first, second)
	}
	if d.Lines[1].Total != 0 || d.Lines[0].Total != 20 || d.Lines[2].Total != 5 {
		t.Errorf("totals are %+v", d.Lines)
	}
}

// Nothing stands outside the drawing or over another, lengths are in
// proportion, and every value stands in the table too.
func TestBarsAreTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "labels")
		b := chart.Bars{Labels: make([]string, n)}
		for range rapid.IntRange(0, 3).Draw(t, "series") {
			b.Series = append(b.Series, chart.Series{Values: rapid.SliceOfN(rapid.IntRange(-5, 100_000), n, n).Draw(t, "values")})
		}
		d := b.Draw()
		longest, widest := 0, 0
		width := map[int]int{}
		for _, bar := range d.Bars {
			if bar.X < 0 || bar.Y < 0 || bar.X+bar.Width > d.Width || bar.Y+bar.Height > d.Height || bar.Width < 1 {
				t.Fatalf("%+v stands outside %d by %d", bar, d.Width, d.Height)
			}
			width[bar.Y] += bar.Width
		}
		for i, line := range d.Lines {
			sum := 0
			for _, v := range line.Values {
				sum += v
			}
			if sum != line.Total {
				t.Fatalf("line %d says %d and shows %v", i, line.Total, line.Values)
			}
			longest = max(longest, line.Total)
		}
		for _, w := range width {
			widest = max(widest, w)
		}
		for _, line := range d.Lines {
			got, want := width[line.Y-10], 0
			if longest > 0 {
				want = widest * line.Total / longest
			}
			if got < want-1 || got > want+1 {
				t.Fatalf("%d of %d is %d units of %d", line.Total, longest, got, widest)
			}
		}
	})
}

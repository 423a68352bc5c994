package people

import (
	"maps"
	"testing"

	"openmaf/internal/people/link"
)

func TestTwoOfTheSameNameAreToldApart(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []link.DueRow
		want map[string]string
	}{
		{"one name each", []link.DueRow{{Person: "1", Name: "Lou R"}, {Person: "2", Name: "Kai Moss"}}, map[string]string{"1": "Lou", "2": "Kai"}},
		{"one person twice", []link.DueRow{{Person: "1", Name: "Lou R"}, {Person: "1", Name: "Lou R"}}, map[string]string{"1": "Lou"}},
		{"two of a name", []link.DueRow{{Person: "1", Name: "Lou R"}, {Person: "2", Name: "Lou van Örs"}, {Person: "3", Name: "Lou"}},
			map[string]string{"1": "Lou R", "2": "Lou Ö", "3": "Lou"}},
	} {
		if got := called(c.rows); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

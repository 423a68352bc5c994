package option_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/directory/option"
)

func TestAWishComesBackFromStorage(t *testing.T) {
	for _, free := range []string{"", "weekends", "mon 18:00-24:00", "weekdays 17:00-21:00, sat"} {
		windows, err := option.ParseFree(free)
		if err != nil {
			t.Fatal(err)
		}
		want := option.Wish{Within: 5, Free: windows}
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got option.Wish
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", free, diff)
		}
	}
}

package schedule_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
	"time"

	"openmaf/internal/directory/schedule"
)

func TestDescribe(t *testing.T) {
	day := date("2026-05-01")
	english := catalogue(t)
	for want, rule := range map[string]schedule.Rule{
		"Tuesdays":              schedule.Weekly(time.Tuesday),
		"Mondays and Thursdays": schedule.Weekly(time.Thursday, time.Monday),
		"Mondays, Thursdays, Fridays and Sundays": schedule.Weekly(time.Sunday, time.Monday, time.Thursday, time.Friday),
		"every day":                           parse(t, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"),
		"first and third Friday of the month": schedule.Nth(time.Friday, 1, 3),
		"last Sunday of the month":            schedule.Nth(time.Sunday, -1),
		"Tuesdays, second Monday of the month and last Sunday of the month": parse(t, "FREQ=MONTHLY;BYDAY=TU,2MO,-1SU"),
		"every second Monday":                       schedule.Fortnightly(time.Monday, day),
		"every second week on Monday and Wednesday": schedule.EveryWeeks(2, day, time.Monday, time.Wednesday),
		"every 3 weeks on Monday":                   schedule.EveryWeeks(3, day, time.Monday),
		"on single dates":                           schedule.Rule{}.Extra(day),
		"no day set":                                {},
	} {
		if got := rule.Describe().Say(english); got != want {
			t.Errorf("%v: got %q; want %q", rule, got, want)
		}
	}
}

// catalogue translates with the English messages, and fails for one that is not
// there or whose gaps stay empty.
func catalogue(t *testing.T) func(key string, args ...any) string {
	text, err := os.ReadFile(filepath.Join("..", "..", "platform", "locale", "en", "schedule.json"))
	if err != nil {
		t.Fatal(err)
	}
	messages := map[string]string{}
	if err := json.Unmarshal(text, &messages); err != nil {
		t.Fatal(err)
	}
	return func(key string, args ...any) string {
		message, ok := messages[key]
		if !ok {
			t.Fatalf("no message %s", key)
		}
		gaps := map[string]any{}
		for i := 0; i < len(args); i += 2 {
			gaps[args[i].(string)] = args[i+1]
		}
		var out strings.Builder
		parsed := template.Must(template.New(key).Option("missingkey=error").Parse(message))
		if err := parsed.Execute(&out, gaps); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
}

package people_test

import (
	"net/url"
	"testing"
)

// What may be done is asked one question at a time, a yes is taken back with
// one press, and everything that was said stands on a page with its words.
func TestEachQuestionByItself(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		at := tm.have(nil)
		p := tm.Get(at).Want(200)
		for _, form := range p.All(`form[action="` + at + `/consents"]`) {
			if v := hidden(form); v.Get("purpose") == "" || v.Get("purpose") == "record" {
				t.Errorf("a form about %q", v.Get("purpose"))
			}
		}
		say := func(purpose, said string) {
			t.Helper()
			for _, form := range tm.Get(at).All(`form[action="` + at + `/consents"]`) {
				if v := hidden(form); v.Get("purpose") == purpose && v.Get("said") == said {
					tm.Post(at+"/consents", v).Follow().Want(200)
					return
				}
			}
			t.Fatalf("no button: %s %s", purpose, said)
		}
		say("story", "yes")
		if !tm.Get(at).Has(`.rows__do input[name="purpose"][value="story"]`) {
			t.Error("a yes is not taken back with one press")
		}
		say("story", "no")
		told := tm.Get(at + "/agreed").Want(200)
		tm.says(told, "Said yes: Share your photo or story", "Said no: Share your photo or story",
			"May we share the photo or the story that you chose", "The words were read out by Asha")
		if tm.As(tm.ben).Get(at+"/agreed").Want(404) == nil || tm.As(tm.max).Get(at+"/agreed").Want(200) == nil {
			t.Error("who reads it")
		}
		tm.As(tm.asha)
		tm.Post(at+"/consents", url.Values{"purpose": {"dancing"}, "said": {"yes"}, "version": {"x"}}).Want(422)
	})
}

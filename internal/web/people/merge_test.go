package people_test

import (
	"net/url"
	"strings"
	"testing"
)

// A manager is shown who may be the same, then what would become one; both
// stories are one, and are two again.
func TestTwoRecordsOfOnePerson(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		one := tm.have(url.Values{"agree_contact": {"no"}, "name": {"Sam Example"}})
		other := tm.have(url.Values{"name": {"Samm Example"}, "agree_contact": {"yes"}, "phone": {"01632 960 002"}, "contact": {"call"}})
		tm.Get(one + "/merge").Want(403)
		tm.As(tm.max)
		which := tm.Get(one + "/merge").Want(200)
		tm.says(which, "Samm Example", "LE1")
		look := tm.Get(which.Attr(`.rows__text a`, "href")).Want(200)
		tm.says(look, "Are these two really one person?", "Get in touch: no, because one record says no. Ask again.", "01632 960 002")
		both := look.Submit(one+"/merge", nil).Follow().Want(200)
		tm.says(both, "They are one record now", "Two records of one person were put together")
		if got := strings.Count(both.Text(".timeline"), "Had a chat"); got != 2 {
			t.Errorf("%d chats in the story", got)
		}
		tm.says(tm.Get(other).Want(200), "Sam Example")
		tm.says(tm.Get(one+"/agreed"), "Two records were put together, and one of them said no")
		apart := tm.Get(one + "/merge").Want(200)
		tm.says(apart, "Samm Example, put together")
		tm.says(apart.Submit(one+"/unmerge", nil).Follow(), "two records again", "taken apart")
		tm.says(tm.Get(other).Want(200), "Samm Example")
		tm.says(tm.Get(one+"/merge?with="+strings.TrimPrefix(one, "/people/")).Want(200), "These are one record already")
		tm.says(tm.Get(one+"/merge?find=nobody").Want(200), "Nobody with a name like this")
	})
}

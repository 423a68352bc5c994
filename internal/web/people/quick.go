package people

import (
	"openmaf/internal/people/chat"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/ident"
	"openmaf/internal/web/page"
)

var quickPage = page.Declare[QuickView](files, "quick.html", "chat-parts.html", "danger.html", "ways.html")

const quickPath = "/tallies/quick"

// QuickView is for a full room: one tap, one tally. With the script a tap is
// queued in the page and sent when there is a signal; without it each tap is a
// form like any other.
type QuickView struct {
	page.Frame
	Form    *page.Form
	Shift   Within
	Setting page.Select
	Lengths []page.Choice
	Last    page.Act // takes the last one back, without the script
	Ways    []Way
}

func (a *Area) quick(r *page.Request) (*page.Answer, error) {
	habits, err := a.Chats.Habits(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f := r.FormAt(quickPath)
	f.Drafts = false // a tap is not typed
	presetLast(r, f, habits)
	v := QuickView{Frame: r.Frame("peoplepages.tally.title"), Form: f, Shift: withinShift(r, f, habits), Ways: ways(r),
		Setting: f.Select("setting", "peoplepages.chat.setting", r.Choices("chat.setting.", codes(chat.Settings)...)),
		Lengths: r.Choices("chat.length.", codes(chat.Lengths)...)}
	strong(&v.Setting.Field)
	if last := r.Query("last"); ident.Valid(last) {
		v.Last = r.Act("/tallies/take-back", "chatpages.quick.take-back", "tally", last).Secondary()
	}
	v.Back = newChatPath
	return quickPage.Show(v), nil
}

// tapped is the tally of a tap. Its id is the form's own: the script makes one
// for each mark, and sends the mark under it until it is taken.
func tapped(r *page.Request) chat.Tally {
	f := r.Form()
	on, err := civil.ParseDate(f.Get("on"))
	if err != nil {
		on = civil.DateOf(r.Now())
	}
	return chat.Tally{ID: r.FormID(), On: on, Setting: chat.Setting(f.Get("setting")), Length: chat.Length(f.Get("length")), Shift: shiftOf(f)}
}

// tap counts one tally without the script.
func (a *Area) tap(r *page.Request) (*page.Answer, error) {
	t := tapped(r)
	if err := a.Chats.Mark(r.Context(), r.Actor(), t); err != nil {
		return nil, err
	}
	return page.See(quickPath + "?last=" + t.ID).Flash("chatpages.quick.counted").Cookie(last(r, t.Setting, t.Length)), nil
}

// queued takes one mark of the script's queue, or takes one back. The answer
// is the mark's id, so that a page which something between us and the browser
// answers with is not taken for ours.
func (a *Area) queued(r *page.Request) (*page.Answer, error) {
	t := tapped(r)
	var err error
	if r.Form().Has("take_back", "yes") {
		t.ID = r.Form().Get("tally")
		err = a.takenBack(r, t.ID)
	} else {
		err = a.Chats.Mark(r.Context(), r.Actor(), t)
	}
	if err != nil {
		return nil, err
	}
	return page.Text("text/plain; charset=utf-8", []byte(t.ID)), nil
}

func (a *Area) takenBack(r *page.Request, id string) error {
	if !ident.Valid(id) {
		return nil // there is no such tally, and there will not be
	}
	return a.Chats.TakeBack(r.Context(), r.Actor(), id)
}

// takeBack undoes the last tap without the script.
func (a *Area) takeBack(r *page.Request) (*page.Answer, error) {
	if err := a.takenBack(r, r.Form().Get("tally")); err != nil {
		return nil, err
	}
	return page.See(quickPath).Flash("chatpages.quick.taken-back"), nil
}

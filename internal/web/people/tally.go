package people

import (
	"openmaf/internal/people/chat"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/web/page"
)

var (
	tallyPage   = page.Declare[TallyView](files, "tally.html", "chat-parts.html", "danger.html")
	under18Page = page.Declare[Under18View](files, "under18.html")
)

// TallyView counts a chat with somebody who wants no record.
type TallyView struct {
	page.Frame
	Form    *page.Form
	Setting page.Select
	Length  page.Radios
	Worries page.Checkboxes
	On      page.DateInput
	Open    bool
	Shift   Within
	Ask     string // a keyworker's, that is put away with it
	Save    page.Button
}

func (a *Area) tally(r *page.Request) (*page.Answer, error) {
	habits, err := a.Chats.Habits(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f := r.Form()
	presetLast(r, f, habits)
	presetDay(r, f, "on")
	v := TallyView{Frame: r.Frame("peoplepages.tally.title"), Form: f,
		Setting: f.Select("setting", "peoplepages.chat.setting", r.Choices("chat.setting.", codes(chat.Settings)...)),
		Length:  f.Radios("length", "peoplepages.chat.length", r.Choices("chat.length.", codes(chat.Lengths)...)),
		Worries: f.Checkboxes("worries", "peoplepages.tally.worries", r.Choices("chat.worry.", codes(chat.Worries)...)),
		On:      f.DateInput("on", "peoplepages.chat.on"),
		Open:    r.FormID() != "",
		Shift:   withinShift(r, f, habits),
		Ask:     askOf(r, f),
		Save:    f.Submit("peoplepages.tally.save"),
	}
	v.Worries.Columns = smallTicks
	strong(&v.Setting.Field)
	v.Back = newChatPath
	return tallyPage.Show(v), nil
}

func (a *Area) saveTally(r *page.Request) (*page.Answer, error) { return a.count(r, r.Form()) }

// count stores a tally of the form, whichever it is, and in the same
// transaction erases what was typed of the person into the form of a chat.
func (a *Area) count(r *page.Request, f *page.Form) (*page.Answer, error) {
	t := chat.Tally{ID: derived(r.FormID(), "tally"), On: f.Date("on"), Setting: chat.Setting(f.Get("setting")),
		Length: chat.Length(f.Get("length")), Worries: chosen[chat.Worry](f, "worries"), Shift: shiftOf(f)}
	note(f, t.Check(civil.DateOf(r.Now())))
	if err := f.Err(); err != nil {
		return nil, err
	}
	err := a.Chats.Count(r.Context(), r.Actor(), t, func(tx *db.Tx) error {
		if err := counted(tx, r, f); err != nil {
			return err
		}
		return a.Drafts.Erase(tx, r.Actor().Account, newChatPath)
	})
	if err != nil {
		return nil, err
	}
	return page.See(newChatPath).Flash("peoplepages.tally.saved").Cookie(last(r, t.Setting, t.Length)), nil
}

// Under18View says that there is no record, and where to turn.
type Under18View struct{ page.Frame }

// under18 is a hard stop and a kind one. What was typed is gone by now.
func (a *Area) under18(r *page.Request) (*page.Answer, error) {
	v := Under18View{Frame: r.Frame("peoplepages.under-18.title")}
	v.Back = newChatPath
	return under18Page.Show(v), nil
}

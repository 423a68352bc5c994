package people

import (
	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// saveNewChat keeps a chat with a new person, or counts a tally, or stops: the
// record is the person's choice, and nobody under 18 has one here.
func (a *Area) saveNewChat(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	if f.Has("under_18", "yes") {
		return page.See(under18Path), nil // and the server forgets the draft of a form that was taken
	}
	if f.Get("record") == "no" {
		return a.count(r, f)
	}
	f.Require("record", "peoplepages.chat.record.missing")
	b := link.Beginning{Person: person.Person{ID: r.FormID(), Sealed: f.Has("hat", "yes"), For: forWhom(f)}}
	known, err := a.whoItIs(r, f)
	if err != nil {
		return nil, err
	}
	if known.ID != "" {
		b.Person, b.Known = known, true
	}
	wish, err := a.read(r, f, &b)
	if err != nil {
		return nil, err
	}
	if !b.Known {
		typedPerson(f, &b.Person)
		phoneNeedsYes(f)
		note(f, b.Person.Tidy().Check())
	}
	return a.begin(r, f, b, wish)
}

// forWhom is whether they are here because of somebody else.
func forWhom(f *page.Form) person.For {
	if f.Get("for") == "them" {
		return person.ForSomebody
	}
	return person.ForSelf
}

// saveAnotherChat keeps a further chat with somebody who has a record.
func (a *Area) saveAnotherChat(r *page.Request) (*page.Answer, error) {
	who, err := a.open(r, access.ChatWrite, "chat")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	b := link.Beginning{Person: who, Known: true}
	wish, err := a.read(r, f, &b)
	if err != nil {
		return nil, err
	}
	return a.begin(r, f, b, wish)
}

// read takes what both forms ask: the chat, the answers and the wish.
func (a *Area) read(r *page.Request, f *page.Form, b *link.Beginning) (link.Raising, error) {
	b.Answers, b.Also = answers(f), began(r, f)
	b.Chat = typedChat(r, f)
	note(f, b.Chat.Check(civil.DateOf(r.Now())))
	area, near, err := a.whereabouts(r, f)
	if err != nil {
		return link.Raising{}, err
	}
	if !b.Known {
		b.Person.Area = area
	}
	return link.Raising{ID: derived(r.FormID(), "link"), Wish: a.wish(f, near, b.Chat.Worries)}, nil
}

// begin stores it all in one transaction and leads to what comes next.
func (a *Area) begin(r *page.Request, f *page.Form, b link.Beginning, wish link.Raising) (*page.Answer, error) {
	if err := f.Err(); err != nil {
		return nil, err
	}
	next := page.See("/links/" + wish.ID + "/options")
	switch b.Chat.Decision {
	case "already_going": // there is nothing to look for
		next = page.See("/people/" + b.Person.ID).Flash("peoplepages.chat.saved")
	case "not_now":
		wish.Then = []link.Event{link.Decline{}}
		b.Links = []link.Raising{wish}
		next = page.See("/people/" + b.Person.ID).Flash("peoplepages.chat.saved")
	default:
		b.Links = []link.Raising{wish}
	}
	if err := a.Links.Begin(r.Context(), r.Actor(), r.Words(), b); err != nil {
		return nil, err
	}
	if len(b.Links) > 0 && b.Chat.Decision != "not_now" {
		some, err := a.Ring.Any(r.HTTP().Context(), r.Actor())
		if err != nil {
			return nil, err
		}
		if some {
			next = page.See(ringPath(b.Chat.ID, wish.ID))
		}
	}
	if b.Chat.Risk { // before anything else
		next = page.See("/chats/" + b.Chat.ID + "/safety").Flash("peoplepages.chat.saved")
	}
	return next.Cookie(last(r, b.Chat.Setting, b.Chat.Length)), nil
}

// note adds what a capability finds wrong to what the form already knows, so
// that everything is told at once, and one thing about each field.
func note(f *page.Form, err error) {
	wrong := fault.As(err)
	if wrong == nil {
		return
	}
	told := map[string]bool{}
	if before := fault.As(f.Err()); before != nil {
		for _, p := range before.Problems {
			told[p.Field] = true
		}
	}
	for _, p := range wrong.Problems {
		if !told[p.Field] {
			f.Problem(p.Field, p.Key, p.Args)
		}
	}
}

func typedPerson(f *page.Form, p *person.Person) {
	p.Name, p.Phone, p.AccessNeeds = f.Get("name"), f.Get("phone"), f.Get("access_needs")
	p.Contact = person.Contact{How: person.How(f.Get("contact")), Voicemail: f.Has("voicemail", "yes"),
		When: f.Get("contact_when"), As: f.Get("contact_as")}
}

// phoneNeedsYes: a number is kept to ring it, and so only with a yes to that.
func phoneNeedsYes(f *page.Form) {
	if f.Get("phone") != "" && f.Get("agree_contact") != "yes" {
		f.Problem("agree_contact", "peoplepages.chat.phone-needs-yes")
	}
}

func typedChat(r *page.Request, f *page.Form) chat.Chat {
	return chat.Chat{
		ID:        derived(r.FormID(), "chat"),
		On:        f.Date("on"),
		Setting:   chat.Setting(f.Get("setting")),
		Length:    chat.Length(f.Get("length")),
		StartedBy: chat.Starter(f.Get("started_by")),
		HelpWith:  f.Get("help_with"),
		Before:    chat.Before(f.Get("been_before")),
		Hopes:     chosen[chat.Hope](f, "hopes"),
		Worries:   chosen[chat.Worry](f, "worries"),
		Decision:  chat.Decision(f.Get("decision")),
		Companion: chat.Wanted(f.Get("companion")),
		Kinds:     chosen[meeting.Kind](f, "kinds"),
		Myths:     f.All("myths"),
		Handouts:  f.All("handouts"),
		NextStep:  f.Get("next_step"),
		NextOn:    f.Date("next"),
		Risk:      f.Has("risk", "yes"),
		Coerced:   f.Has("coerced", "yes"),
		Shift:     shiftOf(f),
	}
}

// chosen are a field's values as codes, known or not: the capability refuses
// those that it does not know.
func chosen[T ~string](f *page.Form, field string) (list []T) {
	for _, value := range f.All(field) {
		list = append(list, T(value))
	}
	return list
}

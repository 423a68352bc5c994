package public

import (
	"slices"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/course"
	"openmaf/internal/web/page"
)

var findPage = page.Declare[FindView](files, "find.html", "line.html")

// FindView asks where somebody is and shows what is near.
type FindView struct {
	page.Frame
	Ask   Questions
	Line  Line
	Open  string // address of the courses that are shown; empty for none
	Bare  bool   // the community has no meetings to show yet
	Asked bool   // there is an answer
	Place string // as we understood it; empty when nobody was asked to go anywhere
	Known string // how exactly we know it
	First bool   // the first page: with options

	Options []Card
	Wider   []string
	OneKind bool
	Nothing bool     // no option fits; one from home may stand there instead
	Opens   []string // what would have to change

	More  []Row
	Pages page.Pagination
}

// reach of the plain list, in miles: beyond it nothing is "near".
const reach = 25

const pageSize = 25

// front reads what stands on the first page whatever is asked: the telephone,
// and the address of the courses that a stranger can come to, if there are any.
func (a *Area) front(r *page.Request) (line Line, open string, err error) {
	err = a.view(r, func(tx *db.Tx) error {
		if line, err = lineOf(tx); err != nil {
			return err
		}
		any, err := course.AnyShown(tx, civil.DateOf(r.Now()))
		if any {
			open = openCoursesPath
		}
		return err
	})
	return line, open, err
}

func (a *Area) find(r *page.Request) (*page.Answer, error) {
	q := readAsk(r)
	line, open, err := a.front(r)
	if err != nil {
		return nil, err
	}
	index := a.board.Of(r.Actor().Scope.Community())
	v := FindView{Frame: r.Frame("public.find.title"), Ask: questions(r, q), Line: line, Open: open, Bare: index.Len() == 0,
		First: q.page == 1}
	if !q.made || v.Bare {
		return findPage.Show(v), nil
	}
	near, err := a.place(r, q, &v)
	if f := fault.As(err); f != nil && (f.Kind == fault.Missing || f.Kind == fault.Invalid) {
		v.Ask.Near.Error, v.Ask.Near.ErrorPrefix = r.Words().Fault(f), r.T("page.error")
		v.Notice = page.ErrorSummary{Title: r.T("page.problem"), Errors: []page.SummaryError{{Text: v.Ask.Near.Error, To: "#near"}}}
		return findPage.Show(v), nil
	}
	if err != nil {
		return nil, err
	}
	v.Asked = true
	if v.First {
		v.rank(r, offered(index.Rank(q.wish(r.Now(), near)), near), q)
	}
	v.list(r, index, near, q)
	return findPage.Show(v), nil
}

// place finds where the reader is. Who asks only for what is online need not
// say.
func (a *Area) place(r *page.Request, q ask, v *FindView) (option.Near, error) {
	if q.near == "" && q.way == "online" {
		return option.Near{}, nil
	}
	var p place.Place
	err := a.view(r, func(tx *db.Tx) (err error) {
		p, err = place.Find(tx, q.near)
		return err
	})
	if err != nil {
		return option.Near{}, err
	}
	v.Place, v.Known = p.Name, r.T("place.precision."+string(p.Precision))
	// Not Coarse: the page says once how exactly the place is known.
	return option.Near{Point: p.Point(), Known: true}, nil
}

// offered is the result without rooms to go to for somebody who did not say
// from where: nobody looks wider from nowhere.
func offered(result option.Result, near option.Near) option.Result {
	if near.Known {
		return result
	}
	result.Options = slices.DeleteFunc(result.Options, func(o option.Option) bool { return !o.Online })
	result.Relaxed = nil
	if len(result.Options) == 0 && result.Nothing == nil {
		result.Nothing = &option.NothingFits{}
	}
	return result
}

// rank puts the options on the page.
func (v *FindView) rank(r *page.Request, result option.Result, q ask) {
	w := r.Words()
	for _, o := range result.Options {
		v.Options = append(v.Options, card(w, o, q.address(1)))
	}
	for _, relaxed := range result.Relaxed {
		v.Wider = append(v.Wider, relaxed.Say(w))
	}
	v.OneKind = result.OneKindOnly && len(v.Options) > 0
	if n := result.Nothing; n != nil {
		v.Nothing = true
		for _, opens := range n.Opens {
			v.Opens = append(v.Opens, opens.Say(w))
		}
		if n.Online != nil {
			v.Options = []Card{card(w, *n.Online, q.address(1))}
		}
	}
}

// list puts one page of everything near on the page: not ranked, nearest first.
func (v *FindView) list(r *page.Request, index *option.Index, near option.Near, q ask) {
	wish := q.wish(r.Now(), near)
	s := option.Search{Near: near.Point, Within: reach, Free: wish.Free, Online: wish.Online, From: wish.From,
		Since: wish.Since, Limit: pageSize*q.page + 1}
	for _, name := range q.needs {
		s.Has = append(s.Has, facet.Name(name))
	}
	found, _ := index.Find(s)
	for _, f := range found[min(pageSize*(q.page-1), len(found)):min(pageSize*q.page, len(found))] {
		v.More = append(v.More, row(r.Words(), f, q.address(q.page)))
	}
	v.Pages.Label, v.Pages.Classes = r.T("public.find.pages"), "no-print"
	if q.page > 1 {
		v.Pages.Previous = page.PageLink{Text: r.T("public.find.before"), Href: "/?" + q.address(q.page-1) + "#more"}
	}
	if len(found) > pageSize*q.page && q.page < lastPage {
		v.Pages.Next = page.PageLink{Text: r.T("public.find.after"), Href: "/?" + q.address(q.page+1) + "#more"}
	}
}

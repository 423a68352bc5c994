package trust

import (
	"strings"

	"openmaf/internal/web/page"
)

var handoverPage = page.Declare[HandoverView](files, "handover.html")

// HandoverView asks of each role who else could do it.
type HandoverView struct {
	page.Frame
	Alone  []HandoverRow // one person holds it
	None   []HandoverRow // nobody does
	Shared []HandoverRow
}

// HandoverRow is a role and who holds it.
type HandoverRow struct{ Role, Names string }

func (a *Area) handover(r *page.Request) (*page.Answer, error) {
	held, err := a.accounts.Handover(r.Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := HandoverView{Frame: r.Frame("handover.title")}
	for _, h := range held {
		row := HandoverRow{Role: r.T("trustpages.role." + string(h.Role)), Names: strings.Join(h.Names, ", ")}
		switch len(h.Names) {
		case 0:
			v.None = append(v.None, row)
		case 1:
			v.Alone = append(v.Alone, row)
		default:
			v.Shared = append(v.Shared, row)
		}
	}
	v.Back = "/team"
	return handoverPage.Show(v), nil
}

package trust

import (
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

// NoticeRow is what somebody else did about the reader's account.
type NoticeRow struct {
	Text, Quiet string
	New         bool
}

// noticesOf words what the reader's account was told.
func (a *Area) noticesOf(r *page.Request) ([]NoticeRow, error) {
	all, err := a.accounts.Notices(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	var rows []NoticeRow
	for _, n := range all {
		by := n.By
		if by == "" {
			by = r.T("notice.machine")
		}
		row := NoticeRow{Text: r.T("notice."+string(n.Kind), "By", by, "Name", n.About), Quiet: r.Words().When(n.At), New: !n.Seen}
		if n.Kind != account.NewReader {
			row.Quiet += ". " + r.T("notice.not-used")
			if !n.Used.IsZero() {
				row.Quiet = r.Words().When(n.At) + ". " + r.T("notice.used", "When", r.Words().When(n.Used))
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// seen clears what the reader's sign-in may clear.
func (a *Area) seen(r *page.Request) (*page.Answer, error) {
	if err := a.desk.Seen(r.Context(), r.Actor(), tokenOf(r.HTTP())); err != nil {
		return nil, err
	}
	return page.See("/devices").Flash("notice.cleared"), nil
}

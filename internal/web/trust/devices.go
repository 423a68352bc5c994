package trust

import (
	"time"

	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

var devicesPage = page.Declare[DevicesView](files, "devices.html")

// DevicesView lists where the reader is signed in.
type DevicesView struct {
	page.Frame
	Devices []DeviceRow
	EndAll  page.Act
	More    []Link // what else is the account's own
	Notices []NoticeRow
	Seen    *page.Act // clears the new ones, as far as this sign-in may
}

// Link leads to another page.
type Link struct{ Text, Href string }

// ownPages are those that an account reaches from here, by what it may do.
var ownPages = []struct {
	action access.Action
	key    string
	href   string
}{
	{access.OwnSignIn, "hats.own.title", "/own-record"},
	{access.BreakGlass, "hats.glass.title", "/glass"},
	{access.ExclusionRead, "exclusion.reviews", "/kept-away"},
	{access.GlassRead, "hats.register.title", "/glass/register"},
}

// DeviceRow is one of their sign-ins.
type DeviceRow struct {
	Name     string
	Since    time.Time
	LastSeen time.Time
	This     bool
	End      page.Act
}

func (a *Area) devices(r *page.Request) (*page.Answer, error) {
	devices, err := a.desk.Devices(r.Context(), r.Actor(), tokenOf(r.HTTP()))
	if err != nil {
		return nil, err
	}
	v := DevicesView{Frame: r.Frame("trustpages.devices.title"), EndAll: r.Act("/devices/end", "trustpages.devices.end-all").Secondary()}
	for _, p := range ownPages {
		if access.May(r.Actor(), p.action) {
			v.More = append(v.More, Link{Text: r.T(p.key), Href: p.href})
		}
	}
	if v.Notices, err = a.noticesOf(r); err != nil {
		return nil, err
	}
	v.Told = ""
	if r.Actor().Told {
		seen := r.Act("/devices/seen", "notice.clear").Secondary()
		v.Seen = &seen
	}
	for _, d := range devices {
		name := d.Name
		if name == "" {
			name = r.T("trustpages.devices.unknown")
		}
		v.Devices = append(v.Devices, DeviceRow{Name: name, Since: d.Since, LastSeen: d.LastSeen, This: d.This,
			End: r.Act("/devices/"+d.ID+"/end", "trustpages.devices.end").Secondary()})
	}
	return devicesPage.Show(v), nil
}

func (a *Area) endDevice(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("device")
	if err != nil {
		return nil, err
	}
	if err := a.desk.Revoke(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/devices").Flash("trustpages.devices.ended"), nil
}

func (a *Area) endAll(r *page.Request) (*page.Answer, error) {
	if err := a.desk.RevokeAll(r.Context(), r.Actor()); err != nil {
		return nil, err
	}
	return page.See(server.SignInPath).Flash("trustpages.signed-out").Cookie(drop(r)), nil
}

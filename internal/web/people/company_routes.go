package people

import (
	"net/http"

	"openmaf/internal/people/link"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/server"
)

// companyRoutes are the pages of who goes along: whom a person asked for, whom
// to send when somebody falls out, a companion's own pages, and those of the
// people who look after them.
func (a *Area) companyRoutes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: "/links/{link}/company", Action: access.PlanWrite, Screen: a.companyWish},
		{Method: post, Pattern: "/links/{link}/company", Action: access.PlanWrite, Screen: a.saveCompanyWish},
		{Method: get, Pattern: "/links/{link}/needed", Action: access.PlanWrite, Screen: a.needed},
		{Method: post, Pattern: "/links/{link}/send", Action: access.PlanWrite, Again: a.needed,
			Screen: a.tellLink(sends, "/today", "outingpages.needed.sent")},
		{Method: post, Pattern: "/links/{link}/alone", Action: access.PlanWrite, Again: a.needed,
			Screen: a.tellLink(always(link.GoAlone{}), "/today", "outingpages.needed.alone-said")},
		{Method: post, Pattern: "/links/{link}/yes", Action: access.PlanWrite, Again: a.today,
			Screen: a.tellLink(saysYes, "/today", "outingpages.today.yes-said")},
		{Method: post, Pattern: "/links/{link}/cannot", Action: access.PlanWrite, Again: a.needed, Screen: a.cannot},
		{Method: post, Pattern: "/links/{link}/told", Action: access.PlanWrite, Again: a.today,
			Screen: a.tellLink(always(link.TellPerson{}), "/today", "outingpages.today.told-said")},
		{Method: post, Pattern: "/links/{link}/remind", Action: access.PlanWrite, Again: a.today,
			Screen: a.tellLink(always(link.Remind{}), "/today", "outingpages.today.reminded-said")},

		{Method: post, Pattern: "/outings/{plan}/yes", Action: access.OutingWrite, Screen: a.mark(yesMark), Again: a.outingAgain},
		{Method: post, Pattern: "/outings/{plan}/part", Action: access.OutingRead, Screen: a.part, Again: a.outings},
		{Method: get, Pattern: capacityPath, Action: access.OutingRead, Screen: a.capacity},
		{Method: post, Pattern: capacityPath, Action: access.OutingRead, Screen: a.saveCapacity},
		{Method: post, Pattern: "/outings/rest", Action: access.OutingRead, Screen: a.beginRest, Again: a.capacity},
		{Method: post, Pattern: "/outings/back", Action: access.OutingRead, Screen: a.endRest, Again: a.capacity},
		{Method: post, Pattern: "/outings/talk", Action: access.OutingRead, Screen: a.wishToTalk, Again: a.outings},

		{Method: get, Pattern: alarmsPath, Action: access.AlarmAnswer, Screen: a.alarms},
		{Method: post, Pattern: "/alarms/{plan}", Action: access.AlarmAnswer, Screen: a.allIsWell, Again: a.alarms},
		{Method: get, Pattern: "/companions", Action: access.TalkAnswer, Screen: a.companions},
		{Method: post, Pattern: "/talks/{talk}/rang", Action: access.TalkAnswer, Screen: a.rangTalk, Again: a.companions},
		{Method: get, Pattern: "/companions/{account}", Action: access.CompanionClear, Screen: a.care},
		{Method: post, Pattern: "/companions/{account}", Action: access.CompanionClear, Screen: a.supervise},
		{Method: post, Pattern: "/companions/{account}/rest", Action: access.CompanionClear, Screen: a.restFor, Again: a.care},
		{Method: post, Pattern: "/companions/{account}/back", Action: access.CompanionClear, Screen: a.backFor, Again: a.care},
	}
}

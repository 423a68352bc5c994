package people

import (
	"net/http"

	"openmaf/internal/trust/access"
	"openmaf/internal/web/server"
)

// linkRoutes are the pages along the way of a link, and those that say what is
// to be done next: the facilitator's Today and the companion's outings.
func (a *Area) linkRoutes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: "/today", Action: access.TodayRead, Screen: a.today},

		{Method: get, Pattern: "/links/{link}/options", Action: access.LinkRead, Screen: a.options},
		{Method: post, Pattern: "/links/{link}/wish", Action: access.LinkWrite, Screen: a.changeWish, Again: a.options},
		{Method: post, Pattern: "/links/{link}/choose", Action: access.LinkWrite, Screen: a.choose, Again: a.options},
		{Method: post, Pattern: "/links/{link}/not-now", Action: access.LinkWrite, Screen: a.notNow, Again: a.options},

		{Method: get, Pattern: "/links/{link}/plan", Action: access.PlanWrite, Screen: a.plan},
		{Method: post, Pattern: "/links/{link}/plan", Action: access.PlanWrite, Screen: a.makePlan},
		{Method: get, Pattern: "/links/{link}/sheet", Action: access.LinkRead, Screen: a.sheet},

		{Method: get, Pattern: "/links/{link}/check-in", Action: access.CheckInWrite, Screen: a.checkIn},
		{Method: post, Pattern: "/links/{link}/check-in", Action: access.CheckInWrite, Screen: a.checkedIn},
		{Method: post, Pattern: "/links/{link}/not-reached", Action: access.CheckInWrite, Screen: a.notReached, Again: a.checkIn},
		{Method: post, Pattern: "/links/{link}/door-open", Action: access.CheckInWrite, Screen: a.doorOpen, Again: a.checkIn},

		{Method: post, Pattern: "/links/{link}/held", Action: access.CheckInWrite, Screen: a.heldCheck, Again: a.checkIn},
		{Method: post, Pattern: "/links/{link}/hand-over", Action: access.RowHandOver, Screen: a.giveRow, Again: a.checkIn},
		{Method: post, Pattern: "/links/{link}/take-back", Action: access.RowHandOver, Screen: a.takeRowBack, Again: a.checkIn},

		{Method: get, Pattern: "/links/{link}", Action: access.LinkRead, Screen: a.story},
		{Method: post, Pattern: "/links/{link}/asker", Action: access.LinkWrite, Screen: a.letAskSave, Again: a.story},
		{Method: get, Pattern: "/links/{link}/after", Action: access.LinkRead, Screen: a.after},
		{Method: get, Pattern: "/links/{link}/feet", Action: access.LinkWrite, Screen: a.feet},
		{Method: post, Pattern: "/links/{link}/feet", Action: access.LinkWrite, Screen: a.foundFeet},
		{Method: get, Pattern: "/people/{person}/changed", Action: access.LinkWrite, Screen: a.changed},
		{Method: post, Pattern: "/people/{person}/changed", Action: access.LinkWrite, Screen: a.lookAgain},
		{Method: post, Pattern: "/people/{person}/links", Action: access.LinkWrite, Screen: a.another, Again: a.person},

		{Method: get, Pattern: "/links/{link}/rest", Action: access.LinkWrite, Screen: a.rest},
		{Method: post, Pattern: "/links/{link}/pause", Action: access.LinkWrite, Screen: a.pause, Again: a.rest},
		{Method: post, Pattern: "/links/{link}/resume", Action: access.LinkWrite, Screen: a.resume, Again: a.rest},
		{Method: post, Pattern: "/links/{link}/decline", Action: access.LinkWrite, Screen: a.notForNow, Again: a.rest},
		{Method: post, Pattern: "/links/{link}/step-back", Action: access.LinkWrite, Screen: a.stepBack, Again: a.rest},
		{Method: post, Pattern: "/links/{link}/close", Action: access.LinkWrite, Screen: a.close, Again: a.rest},
		{Method: post, Pattern: "/links/{link}/reopen", Action: access.LinkWrite, Screen: a.reopen, Again: a.rest},

		{Method: get, Pattern: "/outings", Action: access.OutingRead, Screen: a.outings},
		{Method: post, Pattern: "/outings/{plan}/met", Action: access.OutingWrite, Screen: a.mark(metMark), Again: a.outingAgain},
		{Method: post, Pattern: "/outings/{plan}/home", Action: access.OutingWrite, Screen: a.mark(homeMark), Again: a.outingAgain},
		{Method: post, Pattern: "/outings/{plan}/locked", Action: access.OutingWrite, Screen: a.mark(lockedMark), Again: a.outingAgain},
		{Method: post, Pattern: "/outings/{plan}/lost", Action: access.OutingWrite, Screen: a.mark(lostMark), Again: a.outingAgain},
		{Method: post, Pattern: "/outings/{plan}/asked", Action: access.OutingWrite, Screen: a.mark(remindMark), Again: a.outingAgain},
	}
}

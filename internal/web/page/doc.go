// Package page is what every screen is made of: the layout, the components of
// the design system, forms that never lose what was typed, and the rendering
// of a typed view into HTML.
//
// A screen is a function from a [Request] to an [Answer] or an error. It reads
// the form with [Request.Form], calls one capability, and shows a typed view
// through a [Template] declared beside it. It never writes to the connection,
// never picks a status and never renders an error: package server does, once,
// for all.
//
// Invariants:
//   - A view embeds a [Frame], and a template sees only its view: nothing of a
//     request is in a function that templates call.
//   - Every word on a screen is a message of the catalogues.
//   - A page is rendered to the end before its first byte is sent.
//   - Every form carries an id ([Request.FormID]); sent twice, it counts once.
//   - What was typed comes back: after a mistake, a conflict, a full disk, an
//     expired sign-in, a lost connection or a crash. Passwords and codes never
//     do, and nothing typed is stored in the browser.
//   - A draft is sealed, bound to its account and form, opens for that account
//     only, and is gone once the form was taken or after [DraftsKept].
package page

package e2e

var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /chats/{chat}/safety               in        ok    gone  no    no    gone  no    no    no    no
GET  /chats/{chat}/ring                 in        ok    gone  no    no    gone  no    no    no    no
POST /chats/{chat}/ring                 in        ok    gone  no    no    gone  no    no    no    no

GET  /chats/card                        in        ok    ok    no    no    ok    no    no    no    no
GET  /chats/cards                       in        ok    ok    no    no    ok    no    no    no    no
POST /chats/cards                       in        ok    ok    no    no    ok    no    no    no    no

GET  /ring                              in        ok    ok    no    no    ok    no    no    no    no
POST /ring                              in        ok    ok    no    no    ok    no    no    no    no
GET  /ring/{ring}                       in        ok    ok    no    no    ok    no    no    no    no
POST /ring/{ring}                       in        ok    ok    no    no    ok    no    no    no    no
POST /ring/{ring}/withdraw              in        ok    ok    no    no    ok    no    no    no    no

GET  /tallies/quick                     in        ok    ok    no    no    ok    no    no    no    no
POST /tallies/quick                     in        ok    ok    no    no    ok    no    no    no    no
POST /tallies/marks                     in        ok    ok    no    no    ok    no    no    no    no
POST /tallies/take-back                 in        ok    ok    no    no    ok    no    no    no    no

GET  /ask/{door}                        ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /ask/{door}                        ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /ask/{door}/{code}                 ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /asks                              in        ok    ok    no    no    ok    no    no    no    no
GET  /asks/{ask}                        in        ok    ok    no    no    ok    no    no    no    no
POST /asks/{ask}/take                   in        ok    ok    no    no    ok    no    no    no    no
POST /asks/{ask}/release                in        ok    ok    no    no    ok    no    no    no    no
POST /asks/{ask}/finish                 in        ok    ok    no    no    ok    no    no    no    no
POST /asks/{ask}/line                   in        ok    ok    no    no    ok    no    no    no    no
GET  /agencies                          in        no    no    no    no    ok    no    no    no    no
POST /agencies                          in        no    no    no    no    ok    no    no    no    no
POST /agencies/{agency}/link            in        no    no    no    no    ok    no    no    no    no
POST /agencies/{agency}/end             in        no    no    no    no    ok    no    no    no    no

GET  /shifts                            in        ok    ok    no    no    ok    no    no    no    no
POST /shifts                            in        ok    ok    no    no    ok    no    no    no    no
POST /shifts/here                       in        ok    ok    no    no    ok    no    no    no    no
POST /shifts/copy                       in        ok    ok    no    no    ok    no    no    no    no
POST /shifts/{shift}/stop               in        ok    gone  no    no    ok    no    no    no    no
POST /shifts/{shift}/remove             in        ok    gone  no    no    ok    no    no    no    no
GET  /shifts/places                     in        ok    ok    no    no    ok    no    no    no    no
POST /shifts/places                     in        gone  gone  no    no    ok    no    no    no    no
POST /shifts/places/{workplace}/close   in        gone  gone  no    no    ok    no    no    no    no
POST /shifts/places/{workplace}/open    in        gone  gone  no    no    ok    no    no    no    no
`)

/** Where the OpenID provider sends people back to; it is registered there. */
export const openIdReturnPath = '/sign-in/openid/return'

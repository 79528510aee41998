const nowhere = new URL('http://console.example/')

/** A path of the console out of an address that came from outside; '/' for whatever would lead elsewhere. */
export function ownPath(given: string | undefined): string {
  if (given === undefined || !given.startsWith('/') || !URL.canParse(given, nowhere.href))
    return '/'
  const { origin, pathname, search } = new URL(given, nowhere)
  const stays =
    origin === nowhere.origin && !pathname.startsWith('//') && !pathname.startsWith('/sign-in')
  return stays ? `${pathname}${search}` : '/'
}

/** Does a URL name this machine? */
export function isLoopback(url: string): boolean {
	if (!URL.canParse(url)) return false;
	return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}

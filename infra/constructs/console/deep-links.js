/**
 * The console's pages are addresses of one file. Error pages of the distribution would do it too, and would rewrite the
 * API's 403 and 404.
 */
// oxlint-disable-next-line no-unused-vars -- CloudFront calls it.
function handler(event) {
  var request = event.request;
  if (request.uri === '/console')
    return {
      statusCode: 308,
      statusDescription: 'Permanent Redirect',
      headers: { location: { value: '/console/' } },
    };
  var name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  // A file has an ending, and an id in the address of a page has no dot.
  if (!name.includes('.')) request.uri = '/console/index.html';
  return request;
}

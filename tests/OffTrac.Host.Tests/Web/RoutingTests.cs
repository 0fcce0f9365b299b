using System.Net;
using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Web;
using Route = OffTrac.Sdk.Web.Route;

namespace OffTrac.Host.Tests.Web;

public sealed class RoutingTests
{
    [Fact]
    public async Task A_single_environment_answers_at_the_root()
    {
        var environment = await TestEnvironment.OpenAsync();
        environment.Replace([("test.Hello", new TestHandler("/hello/{name}", request => Results.Text($"{request.RouteValues["name"]} {request.Href("a b")}")))]);
        await using var server = await TestServer.StartAsync(null, environment);

        Assert.Equal("joe /a%20b", await server.Client.GetStringAsync("/hello/joe"));
    }

    [Fact]
    public async Task Several_environments_answer_under_their_names_and_an_unknown_one_is_404_in_plain_text()
    {
        var one = await TestEnvironment.OpenAsync("one");
        var two = await TestEnvironment.OpenAsync("two");
        one.Replace([("test.Hello", new TestHandler("/hello", request => Results.Text("one " + request.Href())))]);
        two.Replace([("test.Hello", new TestHandler("/hello", request => Results.Text("two " + request.AbsoluteHref("x"))))]);
        await using var server = await TestServer.StartAsync(null, one, two);

        Assert.Equal("one /one", await server.Client.GetStringAsync("/one/hello"));
        Assert.Equal($"two {server.Address}two/x", await server.Client.GetStringAsync("/two/hello"));
        var unknown = await server.Client.GetAsync("/three/hello");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("text/plain", unknown.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/One/hello")).StatusCode);
        var list = await server.Client.GetStringAsync("/");
        Assert.Contains("Harbour &lt;two&gt;", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page/a%2Fb", "a/b")]
    [InlineData("/page/a%252Fb", "a%2Fb")]
    [InlineData("/page/%C3%A9+x", "é+x")]
    [InlineData("/p%61ge/x", "x")]
    [InlineData("/page/x?y=%2F", "x")]
    public async Task Route_values_are_decoded_once(string path, string value)
    {
        var environment = await TestEnvironment.OpenAsync();
        environment.Replace([("test.Page", new TestHandler("/page/{name}", request => Results.Text(request.RouteValues["name"])))]);
        await using var server = await TestServer.StartAsync(null, environment);

        var answer = await RawHttp.SendAsync(server.Address, $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + value, RawHttp.Unchunk(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Literals_match_by_exact_case_and_wrong_methods_get_405_with_Allow()
    {
        var environment = await TestEnvironment.OpenAsync();
        environment.Replace([("test.Post", new TestHandler((_, _) => new ValueTask<IResult>(Results.Text("ok")), new Route { Pattern = "/ping", Methods = ["GET", "POST"] }))]);
        await using var server = await TestServer.StartAsync(null, environment);

        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/Ping")).StatusCode);
        var refused = await server.Client.DeleteAsync("/ping");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS", "POST"], refused.Content.Headers.Allow);
        var options = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/ping"));
        Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS", "POST"], options.Content.Headers.Allow);
        var head = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/ping"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_slash_at_the_end_is_redirected_away_with_its_query()
    {
        var environment = await TestEnvironment.OpenAsync("one");
        var other = await TestEnvironment.OpenAsync("two");
        await using var server = await TestServer.StartAsync(null, environment, other);

        var answer = await server.Client.GetAsync("/one/wiki/A%2FB/?x=1");

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal($"{server.Address}one/wiki/A%2FB?x=1", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Routes_come_and_go_with_their_components()
    {
        var environment = await TestEnvironment.OpenAsync();
        await using var server = await TestServer.StartAsync(null, environment);

        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/new")).StatusCode);
        environment.Replace([("test.New", new TestHandler("/new", _ => Results.Text("1")))]);
        Assert.Equal("1", await server.Client.GetStringAsync("/new"));
        environment.Replace([("test.New", new TestHandler("/new", _ => Results.Text("2")))]);
        Assert.Equal("2", await server.Client.GetStringAsync("/new"));
        environment.Replace([]);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/new")).StatusCode);
    }

    [Fact]
    public async Task Of_two_equal_routes_the_first_component_answers_and_the_other_is_reported()
    {
        var environment = await TestEnvironment.OpenAsync();
        environment.Replace(
        [
            ("test.First", new TestHandler("/x/{a:int}", _ => Results.Text("first"))),
            ("test.Second", new TestHandler("/x/{b:int}", _ => Results.Text("second"))),
            ("test.Broken", new TestHandler("/x/{a", _ => Results.Text("broken"))),
            ("test.Literal", new TestHandler("/x/7", _ => Results.Text("literal"))),
        ]);
        await using var server = await TestServer.StartAsync(null, environment);

        Assert.Equal("first", await server.Client.GetStringAsync("/x/12"));
        Assert.Equal("literal", await server.Client.GetStringAsync("/x/7"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/x/abc")).StatusCode);
        Assert.Contains(server.Server.RouteProblems, problem => problem.Contains("test.Second", StringComparison.Ordinal) && problem.Contains("test.First", StringComparison.Ordinal));
        Assert.Contains(server.Server.RouteProblems, problem => problem.Contains("test.Broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_components_answer_at_the_root_before_the_environment()
    {
        var environment = await TestEnvironment.OpenAsync();
        environment.Replace([("test.Env", new TestHandler("/ping", _ => Results.Text("environment")))]);
        await using var server = await TestServer.StartAsync(null, environment);

        Assert.Equal("environment", await server.Client.GetStringAsync("/ping"));
        server.Root.Replace([TestComponents.Entry("test.Host", new TestHandler("/ping", request => Results.Text($"host {request.Environment is null}")))]);
        Assert.Equal("host True", await server.Client.GetStringAsync("/ping"));
    }

    [Fact]
    public async Task An_environment_that_is_not_open_answers_500_in_one_line()
    {
        var environment = await TestEnvironment.OpenAsync();
        environment.Problem = "trac-1.6-sqlite can't be served: its database is of version 12.";
        await using var server = await TestServer.StartAsync(null, environment);

        var answer = await server.Client.GetAsync("/wiki");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("trac-1.6-sqlite can't be served: its database is of version 12.\n", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Client.GetAsync("/health")).StatusCode);
    }
}

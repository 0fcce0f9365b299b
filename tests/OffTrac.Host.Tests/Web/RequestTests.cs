using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Web;
using Route = OffTrac.Sdk.Web.Route;
using WebRequest = OffTrac.Sdk.Web.WebRequest;

namespace OffTrac.Host.Tests.Web;

public sealed class RequestTests
{
    [Theory]
    [InlineData("GET /wiki/100% HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /wiki/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /wiki/%FF%FE HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /wiki/a%00b HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /wiki/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /wiki/%2e%2e/x HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /wiki/..%2F..%2Fetc HTTP/1.1\r\nHost: x\r\n\r\n", 200)]
    [InlineData("GET /wiki/x?a=%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /wiki/x?a=%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /wiki/x?a=%c3b%a4 HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET http://x/wiki/y HTTP/1.1\r\nHost: x\r\n\r\n", 200)]
    [InlineData("GET /wiki/\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GARBAGE\r\n\r\n", 400)]
    [InlineData("POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nCookie: trac_form_token=t\r\nContent-Length: 20\r\n\r\n__FORM_TOKEN=t&a=%00", 400)]
    [InlineData("POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nCookie: trac_form_token=t\r\nContent-Length: 5\r\n\r\n--b\r\n", 400)]
    public async Task Malformed_requests_get_one_line_and_good_ones_go_on(string request, int status)
    {
        await using var server = await StartAsync();

        var answer = await RawHttp.SendAsync(server.Address, request.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal));

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        Assert.Equal("ok", await server.Client.GetStringAsync("/wiki/x"));
    }

    [Fact]
    public async Task A_header_that_is_too_large_is_431_and_a_body_413()
    {
        await using var server = await StartAsync();

        var header = await RawHttp.SendAsync(server.Address, $"GET /wiki/x HTTP/1.1\r\nHost: x\r\nX-Big: {new string('a', 40_000)}\r\n\r\n");
        var body = await server.Client.PostAsync("/small", new ByteArrayContent(new byte[101]));

        Assert.StartsWith("HTTP/1.1 431 ", header, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, body.StatusCode);

        // The server closes the connection of a body that it did not read.
        using var other = server.NewClient();
        Assert.Equal("100", await (await other.PostAsync("/small", new ByteArrayContent(new byte[100]))).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Bodies_that_are_cut_off_do_not_count_against_the_component()
    {
        await using var server = await StartAsync();
        for (var i = 0; i < 30; i++)
            await RawHttp.SendAsync(server.Address, "POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nab", closeAfterSending: true);

        Assert.Equal("3", await (await server.Client.PostAsync("/small", new ByteArrayContent(new byte[3]))).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Forms_need_the_token_and_other_content_does_not()
    {
        await using var server = await StartAsync();
        using var client = server.NewClient();
        var token = await client.GetStringAsync("/token");
        Assert.Matches("^[0-9a-f]{24}$", token);

        async Task<HttpStatusCode> PostAsync(string path, HttpContent? content, HttpMethod? method = null, string? header = null)
        {
            var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = content };
            if (header is not null)
                request.Headers.Add("X-Form-Token", header);
            return (await client.SendAsync(request)).StatusCode;
        }

        static FormUrlEncodedContent Form(string? token) => new(token is null ? [] : [KeyValuePair.Create("__FORM_TOKEN", token)]);
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/form", Form(token)));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("/form", Form(null)));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("/form", Form("x" + token)));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("/form", new MultipartFormDataContent { { new StringContent("1"), "a" } }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/form", new MultipartFormDataContent { { new StringContent(token), "__FORM_TOKEN" } }));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("/form", Form(null), HttpMethod.Put));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/form", Form(null), header: token));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/own", Form(null)));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/form", new StringContent("{}", Encoding.UTF8, "application/json")));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/form", null));
    }

    [Theory]
    [InlineData("permission", 403, "TICKET_VIEW")]
    [InlineData("missing", 404, "no <ticket>")]
    [InlineData("trac", 500, "wrong")]
    [InlineData("database", 503, "away")]
    [InlineData("readonly", 403, "read-only")]
    [InlineData("bug", 500, "test.Throws")]
    public async Task What_a_handler_throws_becomes_status_and_one_line(string kind, int status, string words)
    {
        await using var server = await StartAsync();

        var text = await server.Client.SendAsync(WithAccept("/throw/" + kind, "*/*"));
        Assert.Equal(status, (int)text.StatusCode);
        var line = await text.Content.ReadAsStringAsync();
        Assert.Contains(words, line, StringComparison.Ordinal);
        Assert.Single(line.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        foreach (var page in new[] { WithAccept("/throw/" + kind, "text/html"), new HttpRequestMessage(HttpMethod.Get, "/throw/" + kind) })
        {
            var html = await server.Client.SendAsync(page);
            Assert.Equal("text/html", html.Content.Headers.ContentType!.MediaType);
            Assert.Contains(WebUtility.HtmlEncode(words), await html.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        var json = await server.Client.SendAsync(WithAccept("/throw/" + kind, "application/json"));
        Assert.Equal("application/problem+json", json.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_session_is_stored_with_a_good_answer_only_and_belongs_to_its_browser()
    {
        await using var server = await StartAsync();
        using var one = server.NewClient();
        using var two = server.NewClient();

        Assert.Equal("", await one.GetStringAsync("/session/get"));
        Assert.Equal("stored", await one.GetStringAsync("/session/set"));
        Assert.Equal("1", await one.GetStringAsync("/session/get"));
        Assert.Equal("", await two.GetStringAsync("/session/get"));
        Assert.Equal(HttpStatusCode.NotFound, (await two.GetAsync("/session/fail")).StatusCode);
        Assert.Equal("", await two.GetStringAsync("/session/get"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => one.GetStringAsync("/session/set")));
        Assert.Equal("1", await one.GetStringAsync("/session/get"));
    }

    [Fact]
    public async Task Filters_go_round_the_handler_in_the_order_of_the_ini()
    {
        var environment = await TestEnvironment.OpenAsync();
        environment.Configuration["trac", "request_filters"] = "Second";
        environment.Configuration["http-headers", "x-site"] = "harbour";
        environment.Configuration["http-headers", "content-type"] = "text/evil";
        environment.Replace(
        [
            ("test.Handler", new TestHandler("/x", request => Results.Text(request.HttpContext.Items["trail"] + "handler"))),
            ("test.First", new Filter("1")),
            ("test.Second", new Filter("2")),
        ]);
        await using var server = await TestServer.StartAsync(null, environment);

        var answer = await server.Client.GetAsync("/x");
        Assert.Equal("21handler", await answer.Content.ReadAsStringAsync());
        Assert.Equal("1,2", answer.Headers.GetValues("X-After").Single());
        Assert.Equal("harbour", answer.Headers.GetValues("X-Site").Single());
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("stopped by 2", await server.Client.GetStringAsync("/x?stop=2"));
    }

    [Fact]
    public async Task Templates_escape_everywhere_and_are_read_again_when_they_change()
    {
        var environment = await TestEnvironment.OpenAsync();
        var folder = Directory.CreateDirectory(Path.Combine(environment.Directory, "templates", "shared")).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "shared", "part.hbs"), "({{v}})");
        await File.WriteAllTextAsync(Path.Combine(folder, "page.hbs"), "{{#> layout}}\n  {{v}}\n\t{{> shared/part}}\n  {{#each list}}\n  {{> shared/part}}\n  {{/each}}\n{{{html}}}{{/layout}}");
        environment.Replace([("test.Page", new TestHandler("/page/{name}", request => request.Page(
            request.RouteValues["name"], new PageData().Add("v", "<&\"'é>").Add("list", [new PageData().Add("v", "<i>")]).AddHtml("html", "<hr>"))))]);
        await using var server = await TestServer.StartAsync(null, environment);

        var page = await server.Client.GetStringAsync("/page/page.hbs");
        Assert.Contains("&lt;&amp;&#34;&#39;é&gt;", page, StringComparison.Ordinal);
        Assert.Contains("(&lt;i&gt;)", page, StringComparison.Ordinal);
        Assert.Contains("<hr>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<&", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "shared", "part.hbs"), "changed");
        for (var i = 0; i < 50 && !(await server.Client.GetStringAsync("/page/page.hbs")).Contains("changed", StringComparison.Ordinal); i++)
            await Task.Delay(100);
        Assert.Contains("changed", await server.Client.GetStringAsync("/page/page.hbs"), StringComparison.Ordinal);
        var missing = await server.Client.GetAsync("/page/nothing.hbs");
        Assert.Equal(HttpStatusCode.InternalServerError, missing.StatusCode);
        Assert.Contains("nothing.hbs", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.InternalServerError, (await server.Client.GetAsync("/page/..%2Fconf%2Ftrac.ini")).StatusCode);
    }

    [Fact]
    public async Task A_stop_waits_for_the_request_in_flight()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var environment = await TestEnvironment.OpenAsync();
        environment.Replace([("test.Slow", new TestHandler(async (_, _) =>
        {
            entered.SetResult();
            await release.Task;
            return Results.Text("done");
        }, new Route { Pattern = "/slow" }))]);
        await using var server = await TestServer.StartAsync(null, environment);

        var answer = server.Client.GetStringAsync("/slow");
        await entered.Task;
        var stop = server.Server.StopAsync(CancellationToken.None);
        Assert.False(stop.IsCompleted);
        release.SetResult();

        Assert.Equal("done", await answer);
        await stop;
    }

    [Fact]
    public async Task An_address_in_use_is_one_line()
    {
        await using var server = await TestServer.StartAsync(null, await TestEnvironment.OpenAsync());

        var refused = await Assert.ThrowsAsync<TracException>(() => TestServer.StartAsync(new OffTrac.Host.Web.WebOptions { Urls = [server.Address.OriginalString] }));

        Assert.Contains("address already in use", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static async Task<TestServer> StartAsync()
    {
        var environment = await TestEnvironment.OpenAsync();
        environment.Replace(
        [
            ("test.Wiki", new TestHandler("/wiki/{*page}", _ => Results.Text("ok"))),
            ("test.Form", new TestHandler((_, _) => new ValueTask<IResult>(Results.Text("ok")), new Route { Pattern = "/form", Methods = ["POST", "PUT"] })),
            ("test.Own", new TestHandler((_, _) => new ValueTask<IResult>(Results.Text("ok")), new Route { Pattern = "/own", Methods = ["POST"], ChecksFormToken = true })),
            ("test.Token", new TestHandler("/token", request => Results.Text(request.FormToken))),
            ("test.Small", new TestHandler(ReadAsync, new Route { Pattern = "/small", Methods = ["POST"], MaxBodySize = 100 })),
            ("test.Throws", new TestHandler(ThrowAsync, new Route { Pattern = "/throw/{kind}" })),
            ("test.Session", new TestHandler(UseSessionAsync, new Route { Pattern = "/session/{what}" })),
        ]);
        return await TestServer.StartAsync(null, environment);
    }

    private static async ValueTask<IResult> ReadAsync(WebRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.HttpContext.Request.Body.CopyToAsync(body, cancellation);
        return Results.Text($"{body.Length}");
    }

    private static async ValueTask<IResult> ThrowAsync(WebRequest request, CancellationToken cancellation)
    {
        switch (request.RouteValues["kind"])
        {
            case "permission":
                await request.RequireAsync("TICKET_VIEW", Resource.Ticket(1), cancellation);
                break;
            case "missing":
                throw new ResourceNotFoundException("There is no <ticket>.");
            case "trac":
                throw new TracException("This is wrong.");
            case "database":
                throw new DatabaseUnavailableException("The database is away.");
            case "readonly":
                throw new ReadOnlyException("The host serves read-only.");
        }
        throw new InvalidOperationException("a bug");
    }

    private static async ValueTask<IResult> UseSessionAsync(WebRequest request, CancellationToken cancellation)
    {
        if (request.RouteValues["what"] == "get")
            return Results.Text((await request.Session.GetValuesAsync(cancellation)).GetValueOrDefault("x") ?? "");
        request.Session.Set("x", "1");
        return request.RouteValues["what"] == "set" ? Results.Text("stored") : Results.NotFound();
    }

    private static HttpRequestMessage WithAccept(string path, string type)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", type);
        return request;
    }

    private sealed class Filter(string name) : IRequestFilter
    {
        public ValueTask<IResult?> BeforeAsync(WebRequest request, CancellationToken cancellation)
        {
            request.HttpContext.Items["trail"] += name;
            return new(request.HttpContext.Request.Query["stop"] == name ? Results.Text("stopped by " + name) : null);
        }

        public ValueTask<IResult?> AfterAsync(WebRequest request, IResult result, CancellationToken cancellation)
        {
            var before = request.HttpContext.Response.Headers["X-After"].ToString();
            request.HttpContext.Response.Headers["X-After"] = before.Length == 0 ? name : before + "," + name;
            return default;
        }
    }
}

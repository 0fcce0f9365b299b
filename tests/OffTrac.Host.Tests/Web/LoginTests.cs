using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Http;
using OffTrac.Host.Web;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Web;

public sealed class LoginTests
{
    private static readonly WebOptions s_basic = new() { HtpasswdFile = FixtureFiles.PathOf("auth", "htpasswd"), Realm = "harbour" };

    private static readonly WebOptions s_digest = new() { HtdigestFile = FixtureFiles.PathOf("auth", "htdigest"), Realm = "harbour" };

    [Fact]
    public async Task The_recorded_cookie_belongs_to_joe_and_reading_changes_no_row()
    {
        var environment = await OpenAsync();
        await using var server = await TestServer.StartAsync(s_basic, environment);
        var before = await DumpAsync(environment);

        Assert.Equal("joe", await WhoAsync(server.Client, "trac_auth=00112233445566778899aabbccddeeff"));
        Assert.Equal("anonymous", await WhoAsync(server.Client, null));
        var unknown = await server.Client.SendAsync(Request("/who", "trac_auth=0123"));

        Assert.Equal("anonymous", await unknown.Content.ReadAsStringAsync());
        Assert.Contains(unknown.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("trac_auth=;", StringComparison.Ordinal) && cookie.Contains("1970", StringComparison.Ordinal));
        Assert.Equal(before, await DumpAsync(environment));
    }

    [Fact]
    public async Task Login_by_basic_writes_the_cookie_row_and_the_known_user_and_leads_back()
    {
        var environment = await OpenAsync();
        await using var server = await TestServer.StartAsync(s_basic, environment);
        await ExecuteAsync(environment, "DELETE FROM session WHERE sid = 'sam'; DELETE FROM session_attribute WHERE sid = 'sam'");

        var challenged = await server.Client.GetAsync("/login");
        Assert.Equal(HttpStatusCode.Unauthorized, challenged.StatusCode);
        Assert.Equal("Basic", challenged.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/who")).StatusCode);

        var request = Basic("/login?referer=%2Fwho%3Fx%3D1", "sam", "sam");
        request.Headers.Add("Cookie", "trac_session=0a1b2c3d4e5f60718293a4b5");
        var answer = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"{server.Address}who?x=1", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("trac_auth=", StringComparison.Ordinal));
        Assert.Matches("^trac_auth=[0-9a-f]{32}; path=/; httponly$", cookie);
        var value = cookie["trac_auth=".Length..].Split(';')[0];
        Assert.Equal("sam", await WhoAsync(server.Client, "trac_auth=" + value));
        // The visitor's values became sam's, and rows older than ten days are gone.
        Assert.Equal(
            [("sam", value, "127.0.0.1")],
            await QueryAsync<(string, string, string)>(environment, "SELECT name, cookie, ipnr FROM auth_cookie"));
        Assert.Equal(
            ["A visitor", "visitor@example.net"],
            await QueryAsync<string>(environment, "SELECT value FROM session_attribute WHERE sid = 'sam' AND authenticated = 1 ORDER BY name DESC"));
        Assert.Empty(await QueryAsync<string>(environment, "SELECT sid FROM session WHERE sid = '0a1b2c3d4e5f60718293a4b5'"));
        Assert.Equal(
            [1173095902, 1714931544],
            (await QueryAsync<long>(environment, "SELECT id FROM cache WHERE id IN (1173095902, 1714931544) ORDER BY id")).Select(id => (int)id));
    }

    [Theory]
    [InlineData("joe", "wrong")]
    [InlineData("nobody", "nobody")]
    [InlineData("joe", "")]
    public async Task A_wrong_password_is_challenged_again(string user, string password)
    {
        await using var server = await TestServer.StartAsync(s_basic, await OpenAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync(Basic("/login", user, password))).StatusCode);
    }

    [Fact]
    public async Task After_twenty_failures_in_a_minute_an_address_must_wait()
    {
        await using var server = await TestServer.StartAsync(s_basic, await OpenAsync());
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync(Basic("/login", "joe", "wrong"))).StatusCode);

        var answer = await server.Client.SendAsync(Basic("/login", "joe", "joe"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("http://evil.example.org/")]
    [InlineData("//evil.example.org/")]
    [InlineData("/\\evil.example.org/")]
    [InlineData("/login")]
    [InlineData("javascript:alert(1)")]
    public async Task Login_leads_nowhere_but_to_this_site(string referer)
    {
        await using var server = await TestServer.StartAsync(s_basic, await OpenAsync());

        var answer = await server.Client.SendAsync(Basic("/login?referer=" + Uri.EscapeDataString(referer), "joe", "joe"));

        Assert.Equal(server.Address.OriginalString.TrimEnd('/') + "/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Logout_needs_a_post_with_the_form_token_and_deletes_the_row()
    {
        var environment = await OpenAsync();
        await using var server = await TestServer.StartAsync(s_basic, environment);
        const string Joe = "trac_auth=00112233445566778899aabbccddeeff; trac_form_token=abc";

        Assert.Equal(HttpStatusCode.Redirect, (await server.Client.SendAsync(Request("/logout", Joe))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.SendAsync(Form("/logout", Joe, ("__FORM_TOKEN", "abd")))).StatusCode);
        Assert.Equal("joe", await WhoAsync(server.Client, Joe));
        var answer = await server.Client.SendAsync(Form("/logout", Joe, ("__FORM_TOKEN", "abc")));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("anonymous", await WhoAsync(server.Client, Joe));
        Assert.Equal(["admin"], await QueryAsync<string>(environment, "SELECT name FROM auth_cookie"));
    }

    [Fact]
    public async Task Curl_logs_in_by_digest_and_a_nonce_is_good_once()
    {
        await using var server = await TestServer.StartAsync(s_digest, await OpenAsync());

        Assert.Equal("303 or 302: 302", await CurlAsync("--digest", "-u", "marit:marit", "-w", "303 or 302: %{http_code}", "-o", "/dev/null", server.Address + "login"));
        Assert.Equal("401", await CurlAsync("--digest", "-u", "marit:wrong", "-w", "%{http_code}", "-o", "/dev/null", server.Address + "login"));

        var challenge = (await server.Client.GetAsync("/login")).Headers.WwwAuthenticate.Single();
        Assert.Contains("qop=\"auth\"", challenge.Parameter, StringComparison.Ordinal);
        var header = Digest.Answer(challenge.Parameter!, "marit", "marit", "GET", "/login");
        Assert.Equal(HttpStatusCode.Redirect, (await SendDigestAsync(server, header)).StatusCode);
        var replayed = await SendDigestAsync(server, header);
        Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode);
        Assert.Contains("stale=true", replayed.Headers.WwwAuthenticate.Single().Parameter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_only_login_writes_nothing_and_the_password_counts_for_each_request()
    {
        var environment = await OpenAsync(readOnly: true);
        await using var server = await TestServer.StartAsync(s_basic, environment);
        var before = await DumpAsync(environment);

        var login = await server.Client.SendAsync(Basic("/login", "joe", "joe"));

        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
        Assert.False(login.Headers.Contains("Set-Cookie"));
        Assert.Equal("joe", await (await server.Client.SendAsync(Basic("/who", "joe", "joe"))).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync(Basic("/who", "joe", "wrong"))).StatusCode);
        Assert.Equal(before, await DumpAsync(environment));
    }

    [Fact]
    public async Task Only_a_trusted_proxy_names_the_user_and_the_client()
    {
        var environment = await OpenAsync();
        environment.Configuration["offtrac", "remote_user_header"] = "X-Remote-User";
        await using var server = await TestServer.StartAsync(null, environment);
        (string, string)[] headers = [("X-Remote-User", "joe"), ("X-Forwarded-For", "198.51.100.9, 203.0.113.5"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "trac.example.org"), ("X-Forwarded-Prefix", "/p")];

        foreach (var (name, value) in headers)
            Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.SendAsync(WithHeaders("/who", (name, value)))).StatusCode);
        environment.Configuration["offtrac", "trusted_proxies"] = "127.0.0.0/8, ::1";

        Assert.Equal("joe", await (await server.Client.SendAsync(WithHeaders("/who", headers))).Content.ReadAsStringAsync());
        Assert.Equal("203.0.113.5 False https://trac.example.org/p/x", await (await server.Client.SendAsync(WithHeaders("/where", headers))).Content.ReadAsStringAsync());
        Assert.StartsWith("127.0.0.1 True", await server.Client.GetStringAsync("/where"), StringComparison.Ordinal);
        Assert.StartsWith("127.0.0.1 False", await (await server.Client.SendAsync(WithHeaders("/where", ("Via", "1.1 cache")))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync(WithHeaders("/who", ("X-Remote-User", "TRAC_ADMIN")))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync(WithHeaders("/who", ("X-Remote-User", "authenticated")))).StatusCode);
    }

    private static async Task<TestEnvironment> OpenAsync(bool readOnly = false)
    {
        var environment = await TestEnvironment.OpenAsync(readOnly: readOnly);
        environment.Replace(
        [
            ("test.Who", new TestHandler("/who", request => Results.Text(request.User))),
            ("test.Where", new TestHandler("/where", request => Results.Text($"{request.RemoteAddress} {request.IsLoopback} {request.AbsoluteHref("x")}"))),
        ]);
        return environment;
    }

    private static async Task<string> WhoAsync(HttpClient client, string? cookie) => await (await client.SendAsync(Request("/who", cookie))).Content.ReadAsStringAsync();

    private static HttpRequestMessage Request(string path, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        return request;
    }

    private static HttpRequestMessage Form(string path, string cookie, params (string Name, string Value)[] values)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value))) };
        request.Headers.Add("Cookie", cookie);
        return request;
    }

    private static HttpRequestMessage Basic(string path, string user, string password)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        return request;
    }

    private static HttpRequestMessage WithHeaders(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return request;
    }

    private static Task<HttpResponseMessage> SendDigestAsync(TestServer server, string header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        return server.NewClient().SendAsync(request);
    }

    private static async Task<string> CurlAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("curl", ["-s", "--noproxy", "*", .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    private static async Task<IReadOnlyList<T>> QueryAsync<T>(TestEnvironment environment, string sql) =>
        await environment.Database.ReadAsync(sql, static async (session, s, _) => (IReadOnlyList<T>)[.. await session.Connection.QueryAsync<T>(s, transaction: session.Transaction)], CancellationToken.None);

    private static async Task ExecuteAsync(TestEnvironment environment, string sql) =>
        await environment.Database.WriteAsync(sql, static async (scope, s, _) => await scope.Connection.ExecuteAsync(s, transaction: scope.Transaction), null, CancellationToken.None);

    private static async Task<string> DumpAsync(TestEnvironment environment)
    {
        var text = new StringBuilder();
        foreach (var table in (string[])["auth_cookie", "session", "session_attribute", "cache", "system"])
        {
            foreach (var row in await QueryAsync<dynamic>(environment, $"SELECT * FROM {table} ORDER BY 1, 2"))
                text.AppendLine(string.Join('|', ((IDictionary<string, object?>)row).Values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))));
        }
        return text.ToString();
    }
}

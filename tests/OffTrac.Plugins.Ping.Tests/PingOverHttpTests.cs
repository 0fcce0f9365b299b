using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OffTrac.Plugins.Ping.Tests;

public sealed class PingOverHttpTests
{
    [Fact]
    public async Task Post_FromThisMachine_TellsTheObservers()
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var answer = await environment.Http.PostAsync("ping?source=tide-table&job=tide&wait=30", content: null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(["instance", "time", "merged", "environments"], json.RootElement.EnumerateObject().Select(member => member.Name));
        var report = json.RootElement.GetProperty("environments").GetProperty("test");
        Assert.Equal("""{"started":["tide"],"running":["anchor"],"overdue":["dump"],"failed":[],"next_due":"2036-01-06T09:05:00+00:00"}""", report.GetRawText());
        Assert.Contains("ping 1 of test from tide-table by nobody for tide", environment.Log, StringComparison.Ordinal);
        Assert.True(environment.Log.IndexOf("zealous 1", StringComparison.Ordinal) < environment.Log.IndexOf("ping 1 of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_WithoutWaiting_IsAccepted()
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var answer = await environment.Http.PostAsync("ping", content: null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await WaitForLogAsync(environment, "ping 1 of test");
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/plain;q=0.5, application/json", "application/json")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("text/plain, */*;q=0.1", "text/plain")]
    public async Task Answer_IsWhatTheClientLikesBest(string? accept, string expected)
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "ping?wait=30");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await environment.Http.SendAsync(request);
        Assert.Equal(expected, answer.Content.Headers.ContentType?.MediaType);
        if (expected == "text/plain")
            Assert.Equal("OK started=1 running=1 overdue=1 failed=0 next=2036-01-06T09:05:00Z\n", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Look_NeverRunsAnything(string method)
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var answer = await environment.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "ping"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("ping 1 of", environment.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OPTIONS", HttpStatusCode.NoContent)]
    [InlineData("PUT", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", HttpStatusCode.MethodNotAllowed)]
    public async Task OtherMethods_NameThoseThatAreAllowed(string method, HttpStatusCode expected)
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var answer = await environment.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "ping"));
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS", "POST"], answer.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("ping?wait=soon")]
    [InlineData("ping?wait=-1")]
    [InlineData("ping?wait=301")]
    [InlineData("ping?source=01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task BadParameter_IsRefusedByName(string path)
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var answer = await environment.Http.PostAsync(path, content: null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("ping 1 of", environment.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[1]", HttpStatusCode.BadRequest)]
    [InlineData("""{"wait": "x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"wait": 0, "job": ["tide", "ebb"], "source": "json"}""", HttpStatusCode.Accepted)]
    public async Task JsonBody_IsReadOrRefused(string body, HttpStatusCode expected)
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var answer = await environment.Http.PostAsync("ping", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.Accepted)
            await WaitForLogAsync(environment, "from json by nobody for tide+ebb");
    }

    [Fact]
    public async Task LargeBody_IsRefused()
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var answer = await environment.Http.PostAsync("ping", new StringContent($$"""{"source": "{{new string('x', 9000)}}"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Wait_AnswersWhenWhatWasStartedHasEnded()
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "ping");
        request.Headers.Add("Prefer", "wait=30");
        using var answer = await environment.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task FailedJob_IsToldAndIsNoHttpError()
    {
        await using var environment = await PingEnvironment.StartAsync(more: "[pingsback]\ndoes = fail");
        using var answer = await environment.Http.PostAsync("ping?wait=30", content: null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"failed\":[\"tide\"]", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SlowObserver_DoesNotHoldTheCaller()
    {
        await using var environment = await PingEnvironment.StartAsync(more: "[pingsback]\ndoes = slow");
        using var first = await environment.Http.PostAsync("ping", content: null);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        using var second = await environment.Http.PostAsync("ping", content: null);
        Assert.Contains("\"merged\":true", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await WaitForLogAsync(environment, "ping 2 of");
    }

    [Fact]
    public async Task ThrowingObserver_DoesNotKeepTheOthersFromBeingTold()
    {
        await using var environment = await PingEnvironment.StartAsync(more: "[pingsback]\ndoes = throw");
        using var answer = await environment.Http.PostAsync("ping", content: null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await WaitForLogAsync(environment, "zealous 1");
        await WaitForLogAsync(environment, "fixture.pingsback.Observer");
    }

    [Fact]
    public async Task Token_IsNeededOnceOneIsConfigured()
    {
        await using var environment = await PingEnvironment.StartAsync("internal = 0\ntokens = first-secret, second-secret");
        using var without = await environment.Http.PostAsync("ping", content: null);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal("Bearer realm=\"ping\"", without.Headers.WwwAuthenticate.ToString());

        foreach (var token in new[] { "first-secret", "second-secret" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "ping");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await environment.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        using var form = await environment.Http.PostAsync("ping", new FormUrlEncodedContent([new("token", "second-secret")]));
        Assert.Equal(HttpStatusCode.Accepted, form.StatusCode);
        using var inAddress = await environment.Http.PostAsync("ping?token=first-secret", content: null);
        Assert.Equal(HttpStatusCode.Unauthorized, inAddress.StatusCode);
        Assert.DoesNotContain("first-secret", environment.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongToken_IsRefusedEvenWithoutConfiguredOnes_AndBarredAfterTwenty()
    {
        await using var environment = await PingEnvironment.StartAsync();
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 42; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "ping");
            request.Headers.Add("X-Ping-Token", "guess");
            using var answer = await environment.Http.SendAsync(request);
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.NotNull(answer.Headers.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task ForwardedRequest_DoesNotCountAsThisMachine()
    {
        await using var environment = await PingEnvironment.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "ping");
        request.Headers.Add("X-Forwarded-For", "127.0.0.1");
        using var answer = await environment.Http.SendAsync(request);
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, answer.StatusCode.ToString());
    }

    private static async Task WaitForLogAsync(Sdk.Testing.TestEnvironment environment, string text)
    {
        for (var attempt = 0; attempt < 200 && !environment.Log.Contains(text, StringComparison.Ordinal); attempt++)
            await Task.Delay(100);
        Assert.Contains(text, environment.Log, StringComparison.Ordinal);
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Web.Tests;

/// <summary>A copy of the recorded environment served with the web plugin, and a browser that follows no redirect.</summary>
internal sealed partial class WebSite : IAsyncDisposable
{
    private readonly TestEnvironment _environment;
    private readonly HttpClient _browser;

    private WebSite(TestEnvironment environment)
    {
        _environment = environment;
        _browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = environment.Http.BaseAddress,
        };
    }

    public static async Task<WebSite> StartAsync(string? directory = null, string ini = "") => new(await TestEnvironment.StartAsync(new TestEnvironmentOptions
    {
        Plugins = ["OffTrac.Plugins.Web"],
        CopyOf = directory ?? FixtureFiles.PathOf("trac-1.6-sqlite"),
        Htpasswd = FixtureFiles.PathOf("auth", "htpasswd"),
        ServesHttp = true,
        Ini = ini,
    }));

    public Task<WebAnswer> GetAsync(string path, string? cookie = null) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cookie);

    /// <summary>Sends a form with the token that the site gave.</summary>
    public async Task<WebAnswer> PostAsync(string path, string cookie, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync("/report", cookie);
        var token = TokenCookie().Match(page.Cookies).Groups["token"].Value;
        var form = fields.Append(("__FORM_TOKEN", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        return await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) }, $"{cookie}; trac_form_token={token}");
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _environment.DisposeAsync();
    }

    private async Task<WebAnswer> SendAsync(HttpRequestMessage request, string? cookie)
    {
        using (request)
        {
            request.Headers.Host = "trac.example.org";
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
            if (cookie is not null)
                request.Headers.Add("Cookie", cookie);
            using var response = await _browser.SendAsync(request);
            return new WebAnswer
            {
                Status = (int)response.StatusCode,
                MediaType = response.Content.Headers.ContentType?.MediaType,
                Location = response.Headers.Location?.OriginalString,
                Disposition = response.Content.Headers.TryGetValues("Content-Disposition", out var values) ? values.Single() : null,
                Cookies = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join('\n', cookies) : "",
                Body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()),
            };
        }
    }

    [GeneratedRegex("trac_form_token=(?<token>[0-9a-f]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex TokenCookie();
}

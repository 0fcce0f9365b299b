using System.Net.Http.Headers;
using System.Text;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Rpc.Tests;

/// <summary>A copy of the recorded environment, served with the RPC plugin, and the ways to call it.</summary>
internal static class RpcEnvironment
{
    public static Task<TestEnvironment> StartAsync(string ini = "") => TestEnvironment.StartAsync(new TestEnvironmentOptions
    {
        Plugins = ["OffTrac.Plugins.Rpc"],
        CopyOf = FixtureFiles.PathOf("trac-1.6-sqlite"),
        Htpasswd = FixtureFiles.PathOf("auth", "htpasswd"),
        ServesHttp = true,
        Ini = ini,
    });

    /// <summary>Sends a body and gives back status, content type and answer.</summary>
    public static async Task<RpcAnswer> SendAsync(this TestEnvironment environment, string path, string contentType, byte[] body, string? user = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (user is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{user}")));
        using var response = await environment.Http.SendAsync(request);
        // As it was sent: the charset in it is the request's, whatever the answer's.
        var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null;
        return new RpcAnswer((int)response.StatusCode, type, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }

    public static Task<RpcAnswer> XmlAsync(this TestEnvironment environment, string body, string? user = null) =>
        environment.SendAsync(user is null ? "rpc" : "login/rpc", "text/xml", Encoding.UTF8.GetBytes(body), user);

    public static Task<RpcAnswer> JsonAsync(this TestEnvironment environment, string body, string? user = null) =>
        environment.SendAsync(user is null ? "rpc" : "login/rpc", "application/json", Encoding.UTF8.GetBytes(body), user);
}

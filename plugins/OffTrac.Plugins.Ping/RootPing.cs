using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Ping;

/// <summary>
/// <c>/ping</c> at the root: every served environment in which <see cref="PingModule"/> is enabled and whose <c>[ping]</c> section lets
/// the caller in.
/// </summary>
[Component("offtrac.ping.RootPing", Scope = ComponentScope.Host)]
public sealed class RootPing(IEnvironments environments, IHost host, TimeProvider time) : IRequestHandler
{
    private const string Component = "offtrac.ping.Ping";

    public IReadOnlyList<Route> Routes { get; } = [PingHttp.Route];

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        if (PingHttp.AnswerMethod(request) is { } answer)
            return answer;
        var call = await PingHttp.ReadCallAsync(request, cancellation).ConfigureAwait(false);
        var answers = new List<KeyValuePair<string, PingAnswer>>();
        foreach (var environment in environments.Served)
        {
            if (await CallAsync(environment, call, cancellation).ConfigureAwait(false) is { } result)
                answers.Add(new(environment.Name, result));
        }

        return answers.Count == 0
            ? Results.Text($"No environment has {Component} enabled.\n", statusCode: StatusCodes.Status404NotFound)
            : PingHttp.Answer(request, call, host.Instance, answers, time.GetUtcNow());
    }

    private static async ValueTask<PingAnswer?> CallAsync(IServedEnvironment environment, PingCall call, CancellationToken cancellation)
    {
        if (environment.Problem is { } problem)
            return new PingAnswer { Verdict = PingVerdict.Unavailable, Problem = problem };
        return environment.IsEnabled(Component)
            ? await environment.ExtensionPoint<IPingService>()
                .AskFirstAsync(call, static (service, state, token) => Ask(service, state, token), cancellation).ConfigureAwait(false)
            : null;
    }

    private static async ValueTask<PingAnswer?> Ask(IPingService service, PingCall call, CancellationToken cancellation) =>
        await service.CallAsync(call, cancellation).ConfigureAwait(false);
}

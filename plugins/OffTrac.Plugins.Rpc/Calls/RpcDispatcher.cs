using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>Finds the component that brings a method and calls it.</summary>
internal sealed class RpcDispatcher(IExtensionPoint<IRpcHandler> handlers)
{
    /// <summary>The method of a full name; null when no enabled component brings it.</summary>
    public ValueTask<RpcMethod?> FindAsync(string name, CancellationToken cancellation) =>
        handlers.AskFirstAsync(name, static (handler, n, _) => ValueTask.FromResult(Find(handler, n)), cancellation);

    /// <summary>All methods with their namespaces, in component order.</summary>
    public async ValueTask<IReadOnlyList<RpcNamespace>> ListAsync(CancellationToken cancellation)
    {
        var answers = await handlers
            .AskAllAsync(0, static (handler, _, _) => ValueTask.FromResult(new RpcNamespace(handler.Namespace, handler.Description, handler.Methods)), cancellation)
            .ConfigureAwait(false);
        return [.. answers.Select(answer => answer.Value)];
    }

    /// <summary>Carries out a call inside a multicall.</summary>
    public ValueTask<RpcOutcome> CallAsync(WebRequest request, RpcItem item, bool hasLoneSurrogate, CancellationToken cancellation) =>
        item.Problem is { } problem
            ? ValueTask.FromResult<RpcOutcome>(new RpcFault(null, problem, IsPlain: false))
            : CallAsync(request, PythonText.Str(item.Method ?? RpcNil.Value), item.Arguments, hasLoneSurrogate, cancellation);

    /// <summary>Carries out a call.</summary>
    /// <param name="request">Where it comes from.</param>
    /// <param name="name">Full name of the method.</param>
    /// <param name="arguments">Its arguments; null when the call has none where it must.</param>
    /// <param name="hasLoneSurrogate">Whether half a surrogate pair came with the request.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async ValueTask<RpcOutcome> CallAsync(
        WebRequest request, string name, RpcValue? arguments, bool hasLoneSurrogate, CancellationToken cancellation)
    {
        try
        {
            var value = await handlers
                .AskFirstAsync(new Question(request, name, arguments, hasLoneSurrogate), static (handler, question, c) => TryCallAsync(handler, question, c), cancellation)
                .ConfigureAwait(false);
            return value is null ? RpcFault.NoMethod(name) : value;
        }
        catch (TracException exception)
        {
            return RpcFault.Of(exception);
        }
    }

    private static ValueTask<RpcValue?> TryCallAsync(IRpcHandler handler, Question question, CancellationToken cancellation) =>
        Find(handler, question.Name) is { } method ? CallAsync(handler, method, question, cancellation) : default;

    private static async ValueTask<RpcValue?> CallAsync(IRpcHandler handler, RpcMethod method, Question question, CancellationToken cancellation)
    {
        var (request, name, given, hasLoneSurrogate) = question;
        if (given is null)
            throw new TracException("'params'");
        if (method.Permission is { } permission)
            await request.RequireAsync(permission, null, cancellation).ConfigureAwait(false);
        var arguments = RpcArguments.Spread(given, name);
        RpcArguments.Check(method, name, arguments.Count);
        if (hasLoneSurrogate && !string.Equals(handler.Namespace, RpcSystem.Name, StringComparison.Ordinal) && RpcArguments.HoldLoneSurrogate(given))
            throw new TracException("'utf-8' codec can't encode character: surrogates not allowed");
        var call = new RpcCall { Request = request, Method = method.Name, Arguments = arguments };
        return await handler.CallAsync(call, cancellation).ConfigureAwait(false) ?? RpcInteger.Of(0);
    }

    private static RpcMethod? Find(IRpcHandler handler, string name)
    {
        var start = handler.Namespace;
        if (name.Length <= start.Length || name[start.Length] != '.' || !name.StartsWith(start, StringComparison.Ordinal))
            return null;
        var own = name.AsSpan(start.Length + 1);
        foreach (var method in handler.Methods)
        {
            if (own.SequenceEqual(method.Name))
                return method;
        }
        return null;
    }

    private readonly record struct Question(WebRequest Request, string Name, RpcValue? Arguments, bool HasLoneSurrogate);
}

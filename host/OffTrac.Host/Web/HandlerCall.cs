using Microsoft.AspNetCore.Http;
using OffTrac.Core.Components;
using OffTrac.Host.Web.Errors;
using OffTrac.Host.Web.Routing;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Web;
using Route = OffTrac.Sdk.Web.Route;

namespace OffTrac.Host.Web;

/// <summary>
/// One call of a handler with the filters around it and the writing of its answer, all inside the handler's lease: neither its
/// result nor what it throws leaves it. Errors come out as text.
/// </summary>
internal sealed class HandlerCall
{
    private static readonly object s_done = new();

    private readonly SiteRequest _request;
    private readonly RouteMatch _match;
    private readonly RouteEntry _entry;
    private bool _entered;
    private ErrorAnswer? _error;

    private HandlerCall(SiteRequest request, RouteMatch match, RouteEntry entry)
    {
        _request = request;
        _match = match;
        _entry = entry;
    }

    /// <returns>False when the component was gone before it could be entered, and nothing was answered.</returns>
    public static async ValueTask<bool> RunAsync(SiteRequest request, RouteMatch match, RouteEntry entry, bool isLast, ILogger logger)
    {
        var context = request.HttpContext;
        var call = new HandlerCall(request, match, entry);
        try
        {
            await request.Site.Points.Get<IRequestHandler>()
                .AskOneAsync(entry.Component, call, static (handler, c, cancellation) => c.EnterAsync(handler, cancellation), context.RequestAborted)
                .ConfigureAwait(false);
            if (!call._entered && !isLast)
                return false;
        }
        catch (ComponentFailedException e)
        {
            if (!call._entered && !isLast)
                return false;
            call._error = call._entered ? ErrorAnswer.Of(e, request) : ErrorAnswer.Unavailable(e.Message);
        }
        if (call._error is not null)
            await ErrorAnswer.WriteAsync(context, request, call._error, logger).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<object> EnterAsync(IRequestHandler handler, CancellationToken cancellation)
    {
        _entered = true;
        _request.CurrentRoute = OwnRoute(handler);
        _request.CurrentValues = _match.Values;
        _request.Speaker = _entry.Plugin;
        try
        {
            var filters = FiltersInOrder();
            var result = await BeforeAsync(filters, cancellation).ConfigureAwait(false);
            if (result is null)
            {
                result = await handler.HandleAsync(_request, cancellation).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"{_entry.Route.Pattern} gave no result.");
                result = await AfterAsync(filters, result, cancellation).ConfigureAwait(false);
            }
            await ExecuteAsync(result, cancellation).ConfigureAwait(false);
        }
        catch (TracException e)
        {
            _error = ErrorAnswer.Of(e, _request);
        }
        catch (BadHttpRequestException e)
        {
            // The client's mistake, not the component's: it must not count against it.
            _error = ErrorAnswer.Of(e);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && _request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        finally
        {
            _request.CurrentRoute = null;
        }
        return s_done;
    }

    private Route OwnRoute(IRequestHandler handler)
    {
        var routes = handler.Routes;
        return _entry.Index < routes.Count && string.Equals(routes[_entry.Index].Pattern, _entry.Route.Pattern, StringComparison.Ordinal)
            ? routes[_entry.Index]
            : _entry.Route;
    }

    private IReadOnlyList<string> FiltersInOrder()
    {
        var filters = _request.Site.Points.Get<IRequestFilter>();
        return filters.Components.Count == 0
            ? []
            : filters.Ordered(() => _request.Site.Configuration.GetList("trac", "request_filters"), onlyListed: false).Components;
    }

    private async ValueTask<IResult?> BeforeAsync(IReadOnlyList<string> filters, CancellationToken cancellation)
    {
        foreach (var filter in filters)
        {
            var result = await AskFilterAsync(filter, null, static (f, x, c) => f.BeforeAsync(x.Request, c), cancellation).ConfigureAwait(false);
            if (result is not null)
                return result;
        }
        return null;
    }

    private async ValueTask<IResult> AfterAsync(IReadOnlyList<string> filters, IResult result, CancellationToken cancellation)
    {
        for (var i = filters.Count - 1; i >= 0; i--)
        {
            result = await AskFilterAsync(filters[i], result, static (f, x, c) => f.AfterAsync(x.Request, x.Result!, c), cancellation).ConfigureAwait(false)
                ?? result;
        }
        return result;
    }

    private async ValueTask<IResult?> AskFilterAsync(
        string filter,
        IResult? result,
        Func<IRequestFilter, (WebRequest Request, IResult? Result), CancellationToken, ValueTask<IResult?>> ask,
        CancellationToken cancellation)
    {
        var filters = _request.Site.Points.Get<IRequestFilter>();
        _request.Speaker = PluginOf(filters, filter);
        try
        {
            return await filters.AskOneAsync(filter, ((WebRequest)_request, result), ask, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _request.Speaker = _entry.Plugin;
        }
    }

    private static string PluginOf(IComponentPoint<IRequestFilter> filters, string filter)
    {
        foreach (var description in filters.Descriptions)
        {
            if (string.Equals(description.Name, filter, StringComparison.OrdinalIgnoreCase))
                return description.Plugin;
        }
        return "";
    }

    private async ValueTask ExecuteAsync(IResult result, CancellationToken cancellation)
    {
        var context = _request.HttpContext;
        var status = (result as IStatusCodeHttpResult)?.StatusCode;
        if (_request.HasSession && status is null)
            context.Response.OnStarting(SaveSessionAsync);
        else if (_request.HasSession && status < 400)
            await _request.WebSession.SaveAsync(cancellation).ConfigureAwait(false);
        await result.ExecuteAsync(context).ConfigureAwait(false);
    }

    private async Task SaveSessionAsync()
    {
        if (_request.HttpContext.Response.StatusCode < 400)
            await _request.WebSession.SaveAsync(_request.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}

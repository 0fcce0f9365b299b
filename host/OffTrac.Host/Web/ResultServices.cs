using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace OffTrac.Host.Web;

/// <summary>
/// The few services that ASP.NET's results look for in a request. JSON options remember the types that they have written: those of a
/// plugin must not stay when it goes, so each set of components gets options of its own.
/// </summary>
internal sealed class ResultServices(ILoggerFactory loggers) : IServiceProvider
{
    private readonly IOptions<JsonOptions> _json = Options.Create(new JsonOptions());

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(ILoggerFactory))
            return loggers;
        if (serviceType == typeof(IOptions<JsonOptions>))
            return _json;
        return serviceType == typeof(IServiceProvider) ? this : null;
    }

    public ResultServices Renew() => new(loggers);
}

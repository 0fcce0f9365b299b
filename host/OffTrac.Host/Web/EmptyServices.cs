namespace OffTrac.Host.Web;

/// <summary>No services: ASP.NET's own route constraints need none.</summary>
internal sealed class EmptyServices : IServiceProvider
{
    public static EmptyServices Instance { get; } = new();

    public object? GetService(Type serviceType) => null;
}

using System.Net;
using System.Net.Sockets;
using OffTrac.Sdk;

namespace OffTrac.Host.Web;

/// <summary>Looks at addresses to listen on before anything is started for them.</summary>
internal static class ListenAddresses
{
    /// <exception cref="TracException">One is malformed, in use or not this machine's.</exception>
    public static void Check(IReadOnlyList<string> urls)
    {
        if (urls.Count == 0)
            throw new TracException("There is no address to listen on; the usual one is http://127.0.0.1:8000.");
        foreach (var url in urls)
            Check(url, Parse(url));
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Refuse(url, "it is no address such as http://127.0.0.1:8000, http://*:8000 or http://unix:/run/offtrac.sock.");
        }
    }

    private static void Check(string url, BindingAddress address)
    {
        if (!string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
            throw Refuse(url, "only http is spoken; let a proxy in front speak https.");
        if (address.IsUnixPipe)
        {
            CheckSocketFile(url, address.UnixPipePath);
            return;
        }

        if (address.PathBase.Length > 0)
            throw Refuse(url, $"the path {address.PathBase} belongs into [host] base_path.");
        if (address.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw Refuse(url, $"a port is a number from 0 to {IPEndPoint.MaxPort}.");
        CheckPort(url, address);
    }

    private static void CheckSocketFile(string url, string path)
    {
        if (File.Exists(path))
            throw Refuse(url, $"{path} exists; remove it if no other host listens there.");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw Refuse(url, $"there is no directory {Path.GetDirectoryName(path)}.");
    }

    private static void CheckPort(string url, BindingAddress address)
    {
        if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            if (address.Port == 0)
                throw Refuse(url, "a free port is found only for an address of numbers, such as http://127.0.0.1:0.");
            CheckFree(url, new IPEndPoint(IPAddress.Loopback, address.Port));
        }
        else if (address.Port != 0)
        {
            CheckFree(url, new IPEndPoint(IPAddress.TryParse(address.Host, out var ip) ? ip : Any(), address.Port));
        }
    }

    // As Kestrel reads * and names.
    private static IPAddress Any() => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    private static void CheckFree(string url, IPEndPoint endpoint)
    {
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (endpoint.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(endpoint);
        }
        catch (SocketException failure)
        {
            throw Refuse(url, failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "the port is in use.",
                SocketError.AccessDenied => "this user must not listen on that port.",
                SocketError.AddressNotAvailable => "the address is not this machine's.",
                _ => failure.Message,
            });
        }
    }

    private static TracException Refuse(string url, string reason) => new($"Can't listen on {url}: {reason}");
}

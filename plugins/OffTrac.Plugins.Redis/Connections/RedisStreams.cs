using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Opens streams to Redis: TCP, TLS, Unix sockets.</summary>
internal static class RedisStreams
{
    /// <summary>A stream to a server at its socket or address.</summary>
    /// <exception cref="RedisException">It can't be reached, or isn't trusted.</exception>
    /// <exception cref="Sdk.Configuration.ConfigurationException">A file of TLS can't be read.</exception>
    public static async ValueTask<Stream> OpenAsync(RedisSettings settings, RedisAddress address, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(settings.TimeLimit);
        try
        {
            return settings.SocketPath is { } path
                ? await OpenSocketAsync(path, limited.Token).ConfigureAwait(false)
                : await OpenTcpAsync(settings, address, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RedisException(RedisFailure.Outage, $"no connection within {settings.TimeLimit.TotalSeconds:0.###} s");
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            throw new RedisException(RedisFailure.Outage, exception.Message, exception);
        }
        catch (AuthenticationException exception)
        {
            throw new RedisException(RedisFailure.Configuration, $"TLS: {exception.Message}", exception);
        }
    }

    private static async ValueTask<Stream> OpenSocketAsync(string path, CancellationToken cancellation)
    {
        UnixDomainSocketEndPoint endPoint;
        try
        {
            endPoint = new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new RedisException(RedisFailure.Configuration, "the path of the socket is longer than the system allows");
        }

        return await ConnectAsync(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), endPoint, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask<Stream> OpenTcpAsync(RedisSettings settings, RedisAddress address, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var stream = await ConnectAsync(socket, new System.Net.DnsEndPoint(address.Host, address.Port), cancellation).ConfigureAwait(false);
        if (settings.Tls is not { } tls)
            return stream;
        var secure = new SslStream(stream);
        try
        {
            using var certificate = tls.LoadCertificate();
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = address.Host,
                    RemoteCertificateValidationCallback = tls.LoadValidation(),
                    ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
                },
                cancellation).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(Socket socket, System.Net.EndPoint endPoint, CancellationToken cancellation)
    {
        try
        {
            await socket.ConnectAsync(endPoint, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

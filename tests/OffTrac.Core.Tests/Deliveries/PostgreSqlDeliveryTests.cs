using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Deliveries;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlDeliveryTests(PostgreSqlFixture servers) : DeliveryTests(TestEngine.PostgreSql(servers));

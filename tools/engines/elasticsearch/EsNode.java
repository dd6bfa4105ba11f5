import java.nio.file.*;
import java.util.*;
import java.util.function.*;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.metadata.IndexNameExpressionResolver;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.io.stream.NamedWriteableRegistry;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.*;
import org.elasticsearch.env.Environment;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.node.*;
import org.elasticsearch.plugins.*;
import org.elasticsearch.rest.*;
import org.elasticsearch.xcontent.*;

/**
 * Elasticsearch from the jars on Maven Central, without its distribution: the server, its HTTP transport, and what
 * answers `GET /`, whose module is not on Maven Central.
 * Arguments: home folder, HTTP port, transport port.
 */
public class EsNode extends Node {
  EsNode(Environment environment, Path modules) {
    super(environment, PluginsLoader.createPluginsLoader(PluginsLoader.loadModulesBundles(modules), Set.of(), Map.of(), false));
  }

  public static void main(String[] arguments) throws Exception {
    LogConfigurator.configureESLogging();
    Path home = Paths.get(arguments[0]).toAbsolutePath();
    Files.createDirectories(home.resolve("config"));
    Settings settings = Settings.builder()
      .put("path.home", home).put("path.data", home.resolve("data")).put("path.logs", home.resolve("logs"))
      .put("cluster.name", "fanfare").put("node.name", "n1")
      .put("network.host", "127.0.0.1").put("http.port", arguments[1]).put("transport.port", arguments[2])
      .put("discovery.type", "single-node")
      .put("action.auto_create_index", "true")
      .put("cluster.routing.allocation.disk.threshold_enabled", false)
      .build();
    Environment environment =
      InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> "n1");
    EsNode node = new EsNode(environment, Paths.get(System.getProperty("modules")));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        node.close();
      } catch (Exception error) {
        error.printStackTrace();
      }
    }));
    node.start();
    Thread.currentThread().join();
  }

  /** `GET /`, as the distribution's own module answers it. */
  public static class Root extends Plugin implements ActionPlugin {
    @Override
    public Collection<RestHandler> getRestHandlers(
      Settings settings, NamedWriteableRegistry registry, RestController controller, ClusterSettings clusterSettings,
      IndexScopedSettings indexSettings, SettingsFilter filter, IndexNameExpressionResolver resolver,
      Supplier<DiscoveryNodes> nodes, Predicate<NodeFeature> features) {
      return List.of(new Handler());
    }
  }

  static class Handler extends BaseRestHandler {
    @Override
    public String getName() {
      return "root";
    }

    @Override
    public List<Route> routes() {
      return List.of(new Route(RestRequest.Method.GET, "/"), new Route(RestRequest.Method.HEAD, "/"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
      return channel -> {
        XContentBuilder body = channel.newBuilder();
        body.startObject().field("name", "n1").field("cluster_name", "fanfare").startObject("version");
        body.field("number", org.elasticsearch.Build.current().version()).field("build_flavor", "default");
        body.endObject().field("tagline", "You Know, for Search").endObject();
        channel.sendResponse(new RestResponse(RestStatus.OK, body));
      };
    }
  }
}

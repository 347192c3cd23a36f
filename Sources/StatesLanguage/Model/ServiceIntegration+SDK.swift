extension ServiceIntegration {
    /// Whether a text has the form of a service's name in the SDK: lower case letters and digits.
    static func isServiceName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }

    /// Whether a text has the form of an action: camel case, of letters and digits.
    static func isActionName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
    }

    /// What people write for services whose name in the SDK is another: names of the console, of IAM actions and of
    /// the optimized integrations.
    static let sdkNames: [String: String] = [
        "stepfunctions": "sfn", "states": "sfn", "events": "eventbridge", "logs": "cloudwatchlogs",
        "monitoring": "cloudwatch", "elasticmapreduce": "emr", "execute-api": "apigatewaymanagementapi",
        "ddb": "dynamodb", "dynamo": "dynamodb", "es": "elasticsearch", "cognitoidp": "cognitoidentityprovider",
        "stepfunction": "sfn", "systemsmanager": "ssm", "elbv2": "elasticloadbalancingv2", "ce": "costexplorer",
        "dms": "databasemigration", "tagging": "resourcegroupstaggingapi", "simpleemail": "ses",
    ]

    /// The services of the SDK for Java 2 that Step Functions can call, old ones included. New ones come every few
    /// weeks, so that a name which is missing here proves nothing.
    static let sdkServices: Set<String> = Set(
        """
        accessanalyzer account acm acmpca aiops alexaforbusiness amp amplify amplifybackend amplifyuibuilder
        apigateway apigatewaymanagementapi apigatewayv2 appconfig appconfigdata appfabric appflow appintegrations
        applicationautoscaling applicationcostprofiler applicationdiscovery applicationinsights applicationsignals
        appmesh apprunner appstream appsync apptest arcregionswitch arczonalshift artifact athena auditmanager
        autoscaling autoscalingplans b2bi backup backupgateway backupsearch batch bcmdashboards bcmdataexports
        bcmpricingcalculator bcmrecommendedactions bedrock bedrockagent bedrockagentcore bedrockagentcorecontrol
        bedrockagentruntime bedrockdataautomation bedrockdataautomationruntime bedrockruntime billing
        billingconductor braket budgets chatbot chime chimesdkidentity chimesdkmediapipelines chimesdkmeetings
        chimesdkmessaging chimesdkvoice cleanrooms cleanroomsml cloud9 cloudcontrol clouddirectory cloudformation
        cloudfront cloudfrontkeyvaluestore cloudhsm cloudhsmv2 cloudsearch cloudsearchdomain cloudtrail
        cloudtraildata cloudwatch cloudwatchlogs codeartifact codebuild codecatalyst codecommit codeconnections
        codedeploy codeguruprofiler codegurureviewer codegurusecurity codepipeline codestar codestarconnections
        codestarnotifications cognitoidentity cognitoidentityprovider cognitosync comprehend comprehendmedical
        computeoptimizer computeoptimizerautomation config connect connectcampaigns connectcampaignsv2 connectcases
        connectcontactlens connecthealth connectparticipant controlcatalog controltower costandusagereport
        costexplorer costoptimizationhub customerprofiles databasemigration databrew dataexchange datapipeline
        datasync datazone dax deadline detective devicefarm devopsagent devopsguru directconnect directory
        directoryservicedata dlm docdb docdbelastic drs dsql dynamodb dynamodbstreams ebs ec2 ec2instanceconnect ecr
        ecrpublic ecs efs eks eksauth elasticache elasticbeanstalk elasticinference elasticloadbalancing
        elasticloadbalancingv2 elasticsearch elastictranscoder elementalinference emr emrcontainers emrserverless
        entityresolution eventbridge evidently evs finspace finspacedata firehose fis fms forecast forecastquery
        frauddetector freetier fsx gamelift gameliftstreams geomaps geoplaces georoutes glacier globalaccelerator
        glue grafana greengrass greengrassv2 groundstation guardduty health healthlake honeycode iam identitystore
        imagebuilder importexport inspector inspector2 inspectorscan interconnect internetmonitor invoicing iot
        iot1clickprojects iotanalytics iotdataplane iotdeviceadvisor iotevents ioteventsdata iotfleethub
        iotfleetwise iotjobsdataplane iotmanagedintegrations iotsecuretunneling iotsitewise iotthingsgraph
        iottwinmaker iotwireless ivs ivschat ivsrealtime kafka kafkaconnect kendra kendraranking keyspaces
        keyspacesstreams kinesis kinesisanalytics kinesisanalyticsv2 kinesisvideo kinesisvideoarchivedmedia
        kinesisvideomedia kinesisvideosignaling kinesisvideowebrtcstorage kms lakeformation lambda launchwizard
        lexmodelbuilding lexmodelsv2 lexruntime lexruntimev2 licensemanager licensemanagerlinuxsubscriptions
        licensemanagerusersubscriptions lightsail location lookoutequipment lookoutmetrics lookoutvision m2
        machinelearning macie macie2 mailmanager managedblockchain managedblockchainquery marketplaceagreement
        marketplacecatalog marketplacecommerceanalytics marketplacedeployment marketplacediscovery
        marketplaceentitlement marketplacemetering marketplacereporting mediaconnect mediaconvert medialive mediapackage
        mediapackagev2 mediapackagevod mediastore mediastoredata mediatailor medicalimaging memorydb mgn migrationhub
        migrationhubconfig migrationhuborchestrator migrationhubrefactorspaces migrationhubstrategy mobile mpa mq
        mturk mwaa mwaaserverless neptune neptunedata neptunegraph networkfirewall networkflowmonitor networkmanager
        networkmonitor notifications notificationscontacts novaact oam observabilityadmin odb omics opensearch
        opensearchserverless opsworks opsworkscm organizations osis outposts panorama partnercentralaccount
        partnercentralbenefits partnercentralchannel partnercentralselling paymentcryptography
        paymentcryptographydata pcaconnectorad pcaconnectorscep pcs personalize personalizeevents personalizeruntime
        pi pinpoint pinpointemail pinpointsmsvoice pinpointsmsvoicev2 pipes polly pricing privatenetworks proton qapps
        qbusiness qconnect qldb qldbsession quicksight ram rbin rds rdsdata redshift redshiftdata redshiftserverless
        rekognition repostspace resiliencehub resourceexplorer2 resourcegroups resourcegroupstaggingapi robomaker
        rolesanywhere route53 route53domains route53globalresolver route53profiles route53recoverycluster
        route53recoverycontrolconfig route53recoveryreadiness route53resolver rtbfabric rum s3 s3control s3files
        s3outposts s3tables s3vectors sagemaker sagemakera2iruntime sagemakeredge sagemakerfeaturestoreruntime
        sagemakergeospatial sagemakermetrics sagemakerruntime savingsplans scheduler schemas secretsmanager
        securityagent securityhub securityir securitylake serverlessapplicationrepository servicecatalog
        servicecatalogappregistry servicediscovery servicequotas ses sesv2 sfn shield signer signerdata signin
        simpledb simpledbv2 simspaceweaver sms snowball snowdevicemanagement sns socialmessaging sqs ssm ssmcontacts
        ssmguiconnect ssmincidents ssmquicksetup ssmsap sso ssoadmin ssooidc storagegateway sts supplychain support
        supportapp sustainability swf synthetics taxsettings textract timestreaminfluxdb timestreamquery
        timestreamwrite tnb transcribe transfer translate trustedadvisor uxc verifiedpermissions voiceid vpclattice
        waf wafregional wafv2 wellarchitected wickr wisdom workdocs workmail workmailmessageflow workspaces
        workspacesinstances workspacesthinclient workspacesweb xray
        """.split { $0 == " " || $0.isNewline }.map(String.init))
}
